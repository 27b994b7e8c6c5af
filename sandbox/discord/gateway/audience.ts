import { canView, channelPermissions, guildPermissions } from '../permissions.ts';
import type { Dispatch } from '../state/dispatch.ts';
import { COME_WHEN_ABOUT_SELF, EVENT_PERMISSIONS, intended } from './intents.ts';
import type { Session } from './session.ts';
import { shardHas } from './shard.ts';

/**
 * What a channel is comes to a bot whether it may see the channel or not, as does the list in `GUILD_CREATE`; what
 * happens in it does not. Source: Discord's gateway capability `CHANNEL_OBFUSCATION`, which is about those.
 */
const SHOWN_TO_ALL = new Set(['CHANNEL_CREATE', 'CHANNEL_UPDATE', 'CHANNEL_DELETE']);

/** All that a session hears of a guild that is unavailable, or whose `GUILD_CREATE` has still to come. */
const TELLS_OF_GUILD = new Set(['GUILD_CREATE', 'GUILD_DELETE']);

/**
 * Whether an event reaches a session: by application, intents, shard, guild, permissions and channel.
 * @param now the world's time, in Unix milliseconds, for a member's timeout.
 */
export function reaches(session: Session, dispatch: Dispatch, now: number): boolean {
  const { application } = session;
  const { event, guild, channel } = dispatch;
  const { bot } = application;
  if (dispatch.application && dispatch.application !== application) return false;
  if (dispatch.recipients && !dispatch.recipients.includes(bot)) return false;
  if (!COME_WHEN_ABOUT_SELF.has(event) && !intended(event, guild === undefined, session.intents))
    return false;
  if (!guild) return session.shard[0] === 0;
  if (!shardHas(session.shard, guild)) return false;
  if (
    !TELLS_OF_GUILD.has(event) &&
    (guild.unavailable || (session.pending.has(guild) && !dispatch.application))
  )
    return false;
  const me = guild.members.get(bot.id);
  // An application also has the interactions of guilds that its bot is not in.
  if (!me) return dispatch.application === application;
  if (dispatch.needs && (guildPermissions(me) & dispatch.needs) !== dispatch.needs) return false;
  const oneOf = EVENT_PERMISSIONS.get(event);
  if (oneOf && !((channel ? channelPermissions(me, channel, now) : guildPermissions(me)) & oneOf))
    return false;
  return !channel || SHOWN_TO_ALL.has(event) || concerns(dispatch, session) || canView(me, channel, now);
}

/** Whether the event is about the session's own bot. */
export function concerns(dispatch: Dispatch, session: Session): boolean {
  return dispatch.concerns?.includes(session.application.bot) ?? false;
}
