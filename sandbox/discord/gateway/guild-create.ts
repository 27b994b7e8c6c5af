import { GatewayIntentBits as I } from 'discord-api-types/v10';
import { presenceOf } from '../state/presence.ts';
import type { Guild, Member } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { guildCreateObject } from '../wire/guild.ts';
import { presenceObject } from '../wire/presence.ts';
import type { Session } from './session.ts';

/** Above this many members a guild's `GUILD_CREATE` has none but the bot. Source: Discord's docs, "Guild Create". */
const HUGE = 75_000;

/**
 * The data of a guild's `GUILD_CREATE` for a session, as JSON text: which members are in it depends on the intents.
 * @returns undefined when the session's bot is not in the guild.
 */
export function guildCreateText(world: World, session: Session, guild: Guild): string | undefined {
  const me = guild.members.get(session.application.bot.id);
  if (!me) return undefined;
  const isLarge = guild.members.size > session.options.largeThreshold;
  const showsAll = session.has(I.GuildPresences) && guild.members.size <= HUGE;
  let members: Member[] = [me];
  if (showsAll) {
    members = [...guild.members.values()];
    if (isLarge) members = members.filter((member) => member === me || stands(world, member));
  }
  const presences = showsAll
    ? members
        .map(({ user }) => presenceObject(user, presenceOf(world, user)))
        .filter(({ status }) => !isLarge || status !== 'offline')
    : [];
  return JSON.stringify({
    ...guildCreateObject(guild, me, members, world.clock),
    large: isLarge,
    presences,
  });
}

/** Whether a large guild shows a member: online, with a role, or with a nickname. */
function stands(world: World, member: Member): boolean {
  return (
    member.roles.length > 0 || member.nick !== null || presenceOf(world, member.user).status !== 'offline'
  );
}
