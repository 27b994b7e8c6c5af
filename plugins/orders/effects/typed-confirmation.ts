import { channelOf, deleteMessage, type Translate, unlessFailed } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { GuildTextBasedChannel, Message } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { createdCard } from '../views/order-card.ts';
import { keepFiles, keepReferences, repost, type UploadedFile } from './order-files.ts';
import { readersIn } from './reader.ts';
import { sentBefore } from './sent-before.ts';

/** How long the confirmation of `!completeorder` stays, in ms. */
const confirmationStays = 5_000;

/** What a typed command has done, and where it was typed. */
export interface TypedCommand {
  readonly guild: string;
  readonly order: string;
  readonly what: 'created' | 'completed';
  readonly by: string;
  readonly channel: string;
  readonly message: string;
  readonly files: readonly (UploadedFile & { readonly id: string })[];
}

/** Has a typed command confirmed and removed, in the transaction of what it does. */
export async function confirmLater(
  em: EntityManager,
  order: Order,
  what: TypedCommand['what'],
  message: Message<true>,
): Promise<void> {
  const files = [...message.attachments.values()].map(({ id, name, size, url }) => ({ id, name, size, url }));
  const typed: TypedCommand = {
    guild: order.guild,
    order: order.id,
    what,
    by: message.author.id,
    channel: message.channelId,
    message: message.id,
    files: what === 'created' ? files : [],
  };
  await plugin.host.jobs.add(em, 'confirm-typed', { ...typed }, { key: `typed:${message.id}` });
}

/**
 * Confirms what a typed command has done, and removes the command. Its files are posted anew, and stay. It may run any
 * number of times.
 */
export async function confirmTyped(typed: TypedCommand): Promise<void> {
  const { guild, what, by, files } = typed;
  const order = (await plugin.parts.orders.find(guild, typed.order)).unwrapOr(undefined);
  const channel = await channelOf(plugin.host.client, guild, typed.channel);
  if (!order || typeof channel === 'string') {
    return;
  }
  const { removeTyped } = await plugin.host.settings(guild);
  const copies = removeTyped ? await repost(files) : [];
  const removal = !removeTyped
    ? 'kept'
    : copies.length < files.length
      ? 'kept-for-files'
      : removalIn(channel);
  const sent = await confirmation(channel, order, what, removal, copies);
  if (sent && copies.length === files.length) {
    await keepFiles(order, sent, by);
  } else {
    const { channel, message } = typed;
    await keepReferences(
      order,
      files.map(({ id, name, size }) => ({ id, name, size, channel, message })),
      by,
    );
  }
  if (removal === 'removed') {
    await deleteMessage(plugin.host.client, typed);
  }
  if (sent && what === 'completed') {
    await removeLater(sent);
  }
}

/** Whether a command that was typed in a channel can be removed there. */
export function removalIn(channel: GuildTextBasedChannel): 'removed' | 'may-not-remove' {
  const may = channel.permissionsFor(plugin.host.client.user)?.has('ManageMessages');
  return may ? 'removed' : 'may-not-remove';
}

/** Says quietly why a command stays where it was typed; nothing when there is nothing to say. */
export function removalHint(removal: Removal, t: Translate): string {
  return removal === 'may-not-remove' || removal === 'kept-for-files' ? `-# ${t(`typed.${removal}`)}` : '';
}

export type Removal = 'removed' | 'kept' | 'may-not-remove' | 'kept-for-files';

async function confirmation(
  channel: GuildTextBasedChannel,
  order: Order,
  what: TypedCommand['what'],
  removal: Removal,
  files: Awaited<ReturnType<typeof repost>>,
): Promise<Message | undefined> {
  const reader = await readersIn(order.guild);
  const hint = removalHint(removal, reader.t);
  const created = createdCard({ order, steps: await plugin.parts.steps.of(order.guild) }, reader);
  const card =
    what === 'created'
      ? { ...created, content: [created.content, hint].filter(Boolean).join('\n') }
      : { content: `${reader.t('typed.completed', { id: order.id })}\n${hint}`.trim() };
  const moment = what === 'created' ? order.createdAt : (order.closedAt ?? order.createdAt);
  const before = await sentBefore(channel, moment, (message) =>
    what === 'created'
      ? // The status message may stand in the same channel: it has a button.
        message.components.length === 0 && JSON.stringify(message.embeds).includes(order.id)
      : message.content === card.content,
  );
  if (before) {
    return before;
  }
  let sent: Message | undefined;
  // An order can be made and completed within one second: two letters tell the two apart.
  const nonce = `${order.id.slice(4)}${what.slice(0, 2)}${Math.floor(moment.getTime() / 1000).toString(36)}`;
  await unlessFailed(
    channel.send({ ...(card as object), files, nonce, enforceNonce: true }).then((message) => {
      sent = message;
    }),
  );
  return sent;
}

async function removeLater({ guildId, channelId, id }: Message): Promise<void> {
  const { clock, database, jobs } = plugin.host;
  const payload = { guild: guildId, channel: channelId, message: id };
  const runAt = new Date(clock.now().getTime() + confirmationStays);
  await database.transaction((em) => jobs.add(em, 'remove-message', payload, { runAt, key: `remove:${id}` }));
}
