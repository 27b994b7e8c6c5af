import { createHash } from 'node:crypto';
import { DiscordError } from '../../errors.ts';
import { userLimits } from '../../limits.ts';
import { directChannel } from '../../state/channels.ts';
import type { User } from '../../state/types.ts';
import { channelObject } from '../../wire/channel.ts';
import { ownUserObject, userObject } from '../../wire/user.ts';
import { type FormErrors, problem } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { needScope } from '../oauth2/scopes.ts';
import { route } from '../route.ts';

interface AccountBody {
  username?: string;
  avatar?: string | null;
}

export const userRoutes = [
  route('GET', '/users/@me', { auth: 'either', answer: spec('UserPIIResponse') }, (call) => {
    if (call.user.bot) return ownUserObject(call.user);
    needScope(call, 'identify');
    const { email: _none, verified, ...person } = ownUserObject(call.user);
    // People have no address here; one of a domain that is nobody's stands for it.
    const address = { email: `${person.username}@example.com`, verified };
    return call.scopes.includes('email') ? { ...person, ...address } : person;
  }),
  route(
    'PATCH',
    '/users/@me',
    {
      body: spec<AccountBody>('BotAccountPatchRequest'),
      rules: accountRules,
      answer: spec('UserPIIResponse'),
    },
    ({ world, application, user, body }) => {
      if (body.username !== undefined) user.username = body.username.trim();
      if (body.avatar !== undefined) user.avatar = avatarHash(body.avatar);
      world.publish({ event: 'USER_UPDATE', application, data: () => ownUserObject(user) });
      return ownUserObject(user);
    },
  ),
  route('GET', '/users/:user_id', { answer: spec('UserResponse') }, ({ world, params }) =>
    userObject(userOf(world.users.get(params.user_id))),
  ),
  route(
    'POST',
    '/users/@me/channels',
    {
      body: spec<{ recipient_id: string }>('CreatePrivateChannelRequest'),
      answer: spec('PrivateChannelResponse'),
    },
    ({ world, user, body }) => {
      const recipient = world.users.get(body.recipient_id);
      if (!recipient) throw new DiscordError(50033);
      // Unlike the refusal of a message, which is a 403.
      if (recipient.bot) throw new DiscordError(50007, { status: 400 });
      const channel = directChannel(world, user, recipient);
      return { ...channelObject(channel, world.clock), recipients: [userObject(recipient)] };
    },
  ),
];

function userOf(user: User | undefined): User {
  if (!user) throw new DiscordError(10013);
  return user;
}

function accountRules({ username }: AccountBody, errors: FormErrors): void {
  if (username === undefined) return;
  const { min, max } = userLimits.name;
  const length = username.trim().length;
  if (length < min || length > max) errors.add(['username'], ...problem.length(min, max));
}

/** Discord names a picture by a hash of it; the CDN here draws one from the hash. */
function avatarHash(data: string | null): string | null {
  return data === null ? null : createHash('md5').update(data).digest('hex');
}
