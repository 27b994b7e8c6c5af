import type { Context } from '../context.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { Follower } from './changes.ts';

/** What the log channel tells: what people do, and what went wrong. A room that is ready is told as `opened`. */
const told: ReadonlySet<string> = new Set([
  'claim',
  'unclaim',
  'transfer',
  'creator',
  'add',
  'remove',
  'move',
  'priority',
  'close',
  'ask-close',
  'keep-open',
  'reopen',
  'archive',
  'delete',
  'lost',
  'blocked',
]);

/** A line for the log channel, as its job carries it. */
export interface LogLine extends Pick<Ticket, 'guild' | 'number' | 'version' | 'channel' | 'creator'> {
  readonly ticket: string;
  readonly action: string;
  readonly actor: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}

/** Has the log channel told of what was done to a ticket. Whether the guild has one is seen when it is told. */
export const logFollower =
  ({ jobs }: Context): Follower =>
  async (em, ticket, deed) => {
    const opened = ticket.state === 'open' && deed.from === 'provisioning';
    if (!opened && !told.has(deed.action)) {
      return;
    }
    const { id, guild, number, version, channel, creator } = ticket;
    const { actor, from = null, to = null, reason = null } = deed;
    const action = opened ? 'opened' : deed.action;
    const line = { ticket: id, guild, number, version, channel, creator, action, actor, from, to, reason };
    await jobs.add(em, 'log-line', { ...line } satisfies LogLine, { key: `log:${id}:${version}` });
  };
