import { createHash } from 'node:crypto';
import { channelOf, type Message, person, showLiveMessage, unlessFailed } from '@guildhall/sdk';
import { type APIEmbed, roleMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { Asker } from '../forms/order-lookup.ts';
import { answered, looseFiles, type OpenSheet } from '../forms/sheets.ts';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { sheetView } from '../views/answer-sheet.ts';
import { orderEmbed } from '../views/order-facts.ts';
import { wakeRoom } from './room.ts';

/** How many orders a message shows: Discord allows 6000 characters in all embeds together. */
const shownOrders = 3;

/** Makes the message of a ticket ask what is to be asked, and show the answers. */
export async function showAnswers(guild: string, id: string): Promise<void> {
  const { tickets, sheets, answers } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  const open = ticket && (await sheets.of(id));
  if (!ticket?.channel || !open || !isHoused(ticket.state)) {
    return;
  }
  const here = plugin.host.client.guilds.cache.get(guild);
  if (here) {
    await wakeRoom(here, ticket);
  }
  const orders = await ordersOf(open, channelReader(ticket));
  await showLiveMessage({
    client: plugin.host.client,
    book: answers,
    thing: { guild, ticket: id },
    channel: ticket.channel,
    view: async (mark) => channelView(ticket, open, orders, mark),
  });
}

/** What the message in the channel shows now. @param mark that of the message. */
export async function sheetMessage(ticket: Ticket, open: OpenSheet, mark: string): Promise<Message> {
  return channelView(ticket, open, await ordersOf(open, channelReader(ticket)), mark);
}

async function channelView(
  ticket: Ticket,
  open: OpenSheet,
  orders: readonly APIEmbed[],
  mark: string,
): Promise<Message> {
  const { t } = await plugin.host.texts.ofGuild(ticket.guild);
  return sheetView({ open, channel: ticket.channel, orders, mark }, t);
}

/** All in the channel read along: it shows no more than whoever opened the ticket may know. */
const channelReader = ({ creator }: Ticket): Asker => ({ user: creator, staff: false });

/** What is known now of the orders that are named in answers. */
export async function ordersOf(open: OpenSheet, asker: Asker): Promise<APIEmbed[]> {
  const { guild } = open.sheet;
  const reader = await plugin.host.texts.ofGuild(guild);
  const named = answered(open)
    .filter(({ question }) => question.kind === 'order')
    .flatMap(({ answer }) => answer?.values ?? []);
  return Promise.all(
    [...new Set(named)]
      .slice(0, shownOrders)
      .map(async (typed) =>
        orderEmbed(typed, await plugin.parts.orderLookup.find(guild, typed, asker), reader),
      ),
  );
}

/** Tells staff that all questions in the channel are answered, once. */
export async function tellAnswered(guild: string, id: string): Promise<void> {
  const { tickets, types } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  const type = ticket && (await types.find(guild, ticket.type));
  const channel =
    ticket?.channel && ticket.state === 'open'
      ? await channelOf(plugin.host.client, guild, ticket.channel)
      : 'gone';
  if (!ticket || !type || typeof channel === 'string') {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  const staff = type.staffRoles.map(roleMention).join(' ');
  const content = t('answers.answered', { staff, user: person(ticket.creator, t) }).trim();
  await unlessFailed(
    channel.send({
      content,
      allowedMentions: { parse: [], roles: [...type.staffRoles] },
      nonce: `done-${id}`,
      enforceNonce: true,
    }),
  );
}

/** The largest file that Discord takes from a bot everywhere, in bytes. https://docs.discord.com/developers/reference */
const uploadLimit = 10 * 1024 * 1024;

/** How long a file may take to come from Discord, in ms. */
const patience = 20_000;

/** Puts the files of answers into the ticket, where they stay: what is uploaded to a form goes away after a day. */
export async function postFiles(guild: string, id: string): Promise<void> {
  const { tickets, sheets } = plugin.parts;
  const ticket = await tickets.find(guild, id);
  const open = ticket && (await sheets.of(id));
  const channel =
    ticket?.channel && isHoused(ticket.state)
      ? await channelOf(plugin.host.client, guild, ticket.channel)
      : 'gone';
  if (!open || typeof channel === 'string') {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  for (const { name, size, url } of looseFiles(open.sheet.answers)) {
    const attachment = size > uploadLimit ? undefined : await contentOf(url);
    // Written down one by one: when this stops in between, the next run goes on behind the last one.
    const sent =
      attachment &&
      (await channel.send({
        content: t('answers.file'),
        files: [{ attachment, name }],
        nonce: createHash('sha1').update(url).digest('hex').slice(0, 25),
        enforceNonce: true,
      }));
    await sheets.filesPosted(id, new Map([[url, sent?.id ?? null]]));
  }
}

async function contentOf(url: string): Promise<Buffer | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (answer.status >= 500) {
    throw new Error(`a file of an answer could not be fetched: ${answer.status}`);
  }
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
}
