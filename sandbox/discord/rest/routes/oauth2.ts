import * as z from 'zod/mini';
import { DiscordError } from '../../errors.ts';
import { guildPermissions } from '../../permissions.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import { revokeGrants } from '../../state/oauth2.ts';
import type { Member } from '../../state/types.ts';
import { applicationObject, ownApplicationObject } from '../../wire/application.ts';
import { memberObject } from '../../wire/member.ts';
import { userObject } from '../../wire/user.ts';
import { spec } from '../body/spec.ts';
import { needScope } from '../oauth2/scopes.ts';
import { clientOf, grantTo, needed, type TokenForm, tokenObject } from '../oauth2/token-requests.ts';
import { isBetween, queryFlag, queryInteger, querySnowflake } from '../query.ts';
import { route } from '../route.ts';

/** A guild in a person's or a bot's own list, less than a member's view of it. */
function ownGuildObject(member: Member, withCounts: boolean) {
  const { guild, user } = member;
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    banner: null,
    owner: guild.ownerId === user.id,
    permissions: guildPermissions(member).toString(),
    features: guild.features,
    ...(withCounts && {
      approximate_member_count: guild.members.size,
      approximate_presence_count: guild.members.size,
    }),
  };
}

export const oauth2Routes = [
  route('POST', '/oauth2/token', { auth: 'none', form: true }, ({ world, body, request }) =>
    tokenObject(grantTo(world, body as TokenForm, request.headers.authorization)),
  ),
  route('POST', '/oauth2/token/revoke', { auth: 'none', form: true }, ({ world, body, request }) => {
    const form = body as TokenForm;
    const application = clientOf(world, form, request.headers.authorization);
    revokeGrants(world, application, needed(form, 'token'));
    return {};
  }),
  route(
    'GET',
    '/oauth2/@me',
    { auth: 'bearer', answer: spec('OAuth2GetAuthorizationResponse') },
    ({ world, application, user, scopes, request }) => ({
      application: applicationObject(application),
      scopes,
      expires: world.clock.iso(request.caller!.grant!.expiresAt),
      ...(scopes.includes('identify') && { user: userObject(user) }),
    }),
  ),
  route(
    'GET',
    '/oauth2/applications/@me',
    { answer: spec('PrivateApplicationResponse') },
    ({ world, application }) => ownApplicationObject(world, application),
  ),
  route('GET', '/users/@me/guilds', { auth: 'either', answer: z.array(spec('MyGuildResponse')) }, (call) => {
    needScope(call, 'guilds');
    const { world, user } = call;
    const limit = queryInteger(call, 'limit', { min: 1, max: 200, fallback: 200 });
    const before = querySnowflake(call, 'before');
    const after = querySnowflake(call, 'after');
    const withCounts = queryFlag(call, 'with_counts');
    const members = world.guilds
      .values()
      .map((guild) => guild.members.get(user.id))
      .filter((member) => member !== undefined)
      .toArray()
      .sort((one, other) => compareSnowflakes(one.guild.id, other.guild.id));
    const within = members.filter(({ guild }) => isBetween(guild.id, { before, after }));
    const page = before !== undefined && after === undefined ? within.slice(-limit) : within.slice(0, limit);
    return page.map((member) => ownGuildObject(member, withCounts));
  }),
  route(
    'GET',
    '/users/@me/guilds/:guild_id/member',
    { auth: 'bearer', answer: spec('PrivateGuildMemberResponse') },
    (call) => {
      needScope(call, 'guilds.members.read');
      const member = call.world.guilds.get(call.params.guild_id)?.members.get(call.user.id);
      if (!member) throw new DiscordError(10004);
      return memberObject(member, call.world.clock);
    },
  ),
];
