import { failureOf } from '@guildhall/sdk';
import {
  ChannelType,
  DiscordAPIError,
  type Guild,
  type GuildMember,
  type PrivateThreadChannel,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from 'discord.js';
import plugin from '../plugin.ts';
import { problemText } from '../rooms/problems.ts';
import { arrivals, isClosed } from '../ticket/ticket-states.ts';
import { takeThread } from './active-threads.ts';
import { type Company, companyOf, companyText } from './company.ts';
import { orInoffensive } from './inoffensive.ts';
import { fine, type Plan, type RoomKind } from './plan.ts';
import { problemOf } from './refused.ts';
import { wantedSign } from './sign.ts';
import { namedFor } from './twins.ts';

/** What it takes to make a private thread, to let people in and out, and to lock it. */
export const threadNeeds = [
  'ViewChannel',
  'CreatePrivateThreads',
  'SendMessagesInThreads',
  'ManageThreads',
] as const;

/** Unknown member or user: they are not on the server. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const unknownPeople = new Set<number | string>([10007, 10013]);
/** They do not see the channel that the thread is in. */
const missingAccess = 50001;

/** A ticket that is a private thread. */
export const threadRoom: RoomKind<PrivateThreadChannel> = {
  async find(guild, plan) {
    const { threads } = await guild.channels.fetchActiveThreads();
    return namedFor(guild, plan.ticket, threads.values());
  },

  async make(guild, plan) {
    const parent = guild.channels.cache.get(plan.ticket.threadIn!) as TextChannel | undefined;
    if (parent?.type !== ChannelType.GuildText) {
      return problemText({ code: 'no-thread-place' });
    }
    const { t } = await plugin.host.texts.ofGuild(guild.id);
    const sign = await wantedSign(guild, plan);
    try {
      const made = await takeThread(guild, plan.ticket, () =>
        orInoffensive(plan.ticket, sign, ({ name }) =>
          parent.threads.create({
            type: ChannelType.PrivateThread,
            name,
            // Who takes part is decided by the ticket, not by whoever mentions somebody.
            invitable: false,
            autoArchiveDuration: ThreadAutoArchiveDuration.OneWeek,
            reason: t('room.reason', { number: plan.ticket.number }),
          }),
        ),
      );
      return made as PrivateThreadChannel;
    } catch (error) {
      if (failureOf(error) === 'gone') {
        return problemText({ code: 'no-thread-place' });
      }
      return problemOf(error, { guild, place: parent, needs: threadNeeds });
    }
  },

  async furnish(thread, plan) {
    const { guild } = thread;
    const closed = isClosed(plan.ticket.state);
    // As it is to be now: a role that is deleted while this one is looked at has it looked at once more.
    const looked = companyText(guild, plan);
    const company = await companyOf(thread, plan);
    const moves = company.missing.length + company.tooMany.length > 0;
    const lock = thread.locked !== closed;
    const wake = thread.archived && (!closed || moves || lock);
    try {
      if (wake || lock) {
        const edit = { ...(wake && { archived: false }), ...(lock && { locked: closed }) };
        await takeThread(guild, plan.ticket, () => thread.edit(edit));
      }
      const hidden = await bring(thread, company);
      for (const one of company.tooMany) {
        await unlessUnknown(thread.members.remove(one));
      }
      plugin.parts.knownCompany.seen(guild.id, thread.id, looked);
      if (closed && arrivals[plan.ticket.state] === undefined && !thread.archived) {
        await plugin.parts.census.rest(plan.ticket);
      }
      return hidden.includes(plan.ticket.creator)
        ? { problem: problemText({ code: 'hidden', place: thread.parentId! }), stuck: false }
        : fine;
    } catch (error) {
      return { problem: problemOf(error, { guild, place: thread, needs: threadNeeds }), stuck: true };
    }
  },

  /** Whoever is in it is known only since it was looked at, from events. */
  isRight(guild, plan) {
    const { ticket } = plan;
    if (!plugin.parts.knownCompany.has(ticket.channel!, companyText(guild, plan))) {
      return false;
    }
    const thread = guild.channels.cache.get(ticket.channel!);
    const closed = isClosed(ticket.state);
    if (!thread) {
      // Discord tells of archived threads only when it is asked.
      return closed;
    }
    return (
      thread.type === ChannelType.PrivateThread &&
      thread.locked === closed &&
      Boolean(thread.archived) === closed
    );
  },
};

/** Lets those in who are missing. @returns those who do not see the channel that the thread is in. */
async function bring(thread: PrivateThreadChannel, { missing }: Company): Promise<string[]> {
  const hidden: string[] = [];
  for (const one of missing) {
    await unlessUnknown(thread.members.add(one)).catch((error) => {
      if (!(error instanceof DiscordAPIError) || error.code !== missingAccess) {
        throw error;
      }
      hidden.push(one);
    });
  }
  return hidden;
}

/** Whoever left the server since is nobody to let in or out. */
async function unlessUnknown(done: Promise<unknown>): Promise<void> {
  await done.catch((error) => {
    if (!(error instanceof DiscordAPIError && unknownPeople.has(error.code))) {
      throw error;
    }
  });
}

/** The text channel in which tickets of a plan become private threads: the type's own, the server's, or one that suits. */
export function threadPlace(guild: Guild, { ticket, type, settings }: Plan): string | undefined {
  const chosen = [type.threadParent, settings.threadChannel].find(
    (id) => id && guild.channels.cache.get(id)?.type === ChannelType.GuildText,
  );
  if (chosen) {
    return chosen;
  }
  const { me } = guild.members;
  const creator: GuildMember | undefined = guild.members.cache.get(ticket.creator);
  const suits = (channel: TextChannel) =>
    me !== null &&
    channel.permissionsFor(me).has(threadNeeds) &&
    channel.permissionsFor(creator ?? guild.roles.everyone).has('ViewChannel') &&
    channel.permissionsFor(creator ?? guild.roles.everyone).has('SendMessagesInThreads');
  const texts = guild.channels.cache
    .filter((channel): channel is TextChannel => channel.type === ChannelType.GuildText)
    .filter(suits)
    .sort((a, b) => a.rawPosition - b.rawPosition);
  // Channels that only the creator sees are of other tickets.
  const open = texts.find((channel) => channel.permissionsFor(guild.roles.everyone).has('ViewChannel'));
  return open?.id;
}
