import { automatic, isHere, notify } from '@guildhall/sdk';
import type { Message as DiscordMessage } from 'discord.js';
import type { DueTimer } from '../automation/timers.ts';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { closedMessage, closeReason, timerMessage } from '../views/automation.ts';
import { catchUp, pause } from './activity.ts';
import { isMember } from './creators.ts';

/** More can never be due in one ticket. */
const roundLimit = 20;

const second = 1_000;

/** How long it takes until a role that was let in can be called, in ms. */
const accessPause = 2 * second;

/**
 * Does what is due in a ticket, one thing after the other. It may stop anywhere: what is not written down as done is
 * looked for in the channel before it is said. Before anything is done, messages that we missed are looked up.
 */
export async function runTimers(guild: string, id: string): Promise<void> {
  const { timers } = plugin.parts;
  let seen: readonly DiscordMessage[] | undefined;
  for (let round = 0; round < roundLimit; round += 1) {
    const due = await timers.next(guild, id);
    if (!due) {
      return;
    }
    if (!isHere(plugin.host.client, guild)) {
      return later(due, pause.away);
    }
    if (!seen && due.timer.kind !== 'outside') {
      const read = await catchUp(due.ticket);
      if (!read && closing(due)) {
        return later(due, pause.blind);
      }
      seen = read ?? [];
      // It may not be due any more.
      continue;
    }
    const wait = await act(due, seen ?? []);
    if (wait) {
      return later(due, wait);
    }
  }
}

/** Tells all in a ticket that it was closed by itself. */
export async function tellClosed(guild: string, id: string): Promise<void> {
  const { tickets } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  if (!ticket?.channel || !ticket.closedAt || !isHoused(ticket.state)) {
    return;
  }
  await notify(plugin.host, {
    guild,
    channels: [ticket.channel],
    user: ticket.creator,
    message: closedMessage(ticket, await plugin.host.texts.ofGuild(guild)),
    nonce: nonceOf(id, 'x', ticket.closedAt),
  });
}

const closing = ({ timer: { kind } }: DueTimer) => kind === 'close' || kind === 'left-close';

async function later({ ticket }: DueTimer, ms: number): Promise<void> {
  const runAt = new Date(plugin.host.clock.now().getTime() + ms);
  await plugin.host.database.transaction((em) => plugin.parts.timers.soon(em, ticket, runAt));
}

/** @returns how long to wait before it is tried again, in ms; undefined when it is done. */
async function act(due: DueTimer, seen: readonly DiscordMessage[]): Promise<number | undefined> {
  const { activities, tickets, timers } = plugin.parts;
  const { guild, id, creator } = due.ticket;
  const texts = await plugin.host.texts.ofGuild(guild);
  if (due.timer.kind === 'left' || due.timer.kind === 'left-close') {
    const server = plugin.host.client.guilds.cache.get(guild);
    if (!server || (await isMember(server, creator))) {
      await activities.returned(due.ticket);
      return undefined;
    }
  }
  if (closing(due)) {
    // Where somebody else was faster, the ticket is not open, and has no timers any more.
    await tickets.close(guild, id, automatic, closeReason(due, texts));
    return undefined;
  }
  if (due.timer.kind === 'escalate' && (await letIn(due))) {
    return accessPause;
  }
  const message = timerMessage(due, plugin.host.clock.now(), texts);
  const said = message && seen.find((one) => isSame(one, message.content!, due));
  if (message && !said) {
    await notify(plugin.host, {
      guild,
      channels: [due.ticket.channel ?? null],
      user: personFor(due),
      message,
      nonce: nonceOf(id, due.timer.kind, due.timer.dueAt),
    });
  }
  // What an earlier run said counts from when it was said: the message names the time that follows from it.
  const saidAt = said && new Date(Math.max(said.createdTimestamp, due.timer.dueAt.getTime()));
  await timers.done(due.timer, saidAt);
  return undefined;
}

/** Who is told where the channel cannot be written to. */
function personFor({ timer, ticket }: DueTimer): string {
  const { creator, claimedBy, guild } = ticket;
  return timer.kind === 'remind' || timer.kind === 'warn' || timer.kind === 'outside'
    ? creator
    : (claimedBy ?? plugin.host.client.guilds.cache.get(guild)?.ownerId ?? creator);
}

/** Lets the roles that are called work on a ticket. @returns whether any was new. */
async function letIn({ ticket, type }: DueTimer): Promise<boolean> {
  const { guild, id } = ticket;
  const roles = plugin.host.client.guilds.cache.get(guild)?.roles.cache;
  let added = false;
  for (const subject of type.escalateRoles) {
    if (!type.staffRoles.includes(subject) && roles?.has(subject)) {
      const done = await plugin.parts.work.callIn(guild, id, subject, automatic);
      added ||= done.isOk();
    }
  }
  return added;
}

/** How far the clocks of Discord and of the bot may be apart, in ms. */
const clockSkew = 60_000;

/** Whether a message is what a timer says: an earlier run sent it, and ended before that was written down. */
function isSame({ author, content, createdAt }: DiscordMessage, text: string, { timer }: DueTimer): boolean {
  const timeless = (words: string) => words.replace(/<t:\d+(:\w)?>/g, '').trim();
  return (
    author.id === plugin.host.client.user.id &&
    createdAt.getTime() >= timer.dueAt.getTime() - clockSkew &&
    timeless(content) === timeless(text)
  );
}

/** At most 25 characters. Another moment is another message. */
const nonceOf = (ticket: string, kind: string, since: Date) =>
  `${ticket}${kind.slice(0, 3)}${Math.floor(since.getTime() / second).toString(36)}`.slice(0, 25);
