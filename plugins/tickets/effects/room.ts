import { failureOf } from '@guildhall/sdk';
import {
  ChannelType,
  DiscordAPIError,
  type Guild,
  type GuildChannelEditOptions,
  type OverwriteData,
  type TextChannel,
} from 'discord.js';
import type { Housing } from '../census.ts';
import { channelName, neutralName } from '../channel-name.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import { type Overwrite, overwritesOf, sameOverwrites } from '../overwrites.ts';
import plugin from '../plugin.ts';
import { isClosed } from '../ticket-states.ts';

/** Why a room cannot be as it should, if trying again at once would not help. */
export type Trouble = 'forbidden' | 'category-full' | 'guild-full';

/** Maximum number of guild channels reached. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const tooManyChannels = 30013;
const invalidForm = 50035;

/** What a ticket's channel is to be. */
export interface Plan {
  readonly ticket: Ticket;
  readonly type: TicketType;
  readonly overwrites: readonly Overwrite[];
}

/** What the channel of a ticket is to be, from who takes part. */
export async function planOf(guild: Guild, ticket: Ticket, type: TicketType): Promise<Plan> {
  const { othersWrite } = await plugin.host.settings(guild.id);
  const participants = await plugin.parts.tickets.participants(ticket.id);
  return { ticket, type, overwrites: overwritesNow(guild, { ticket, type, participants }, othersWrite) };
}

/** The overwrites that a ticket's channel is to have, with the roles that there are. */
export function overwritesNow(guild: Guild, housing: Housing, othersWrite: boolean): Overwrite[] {
  const { ticket, type, participants } = housing;
  return overwritesOf({
    ticket,
    // A role that is gone cannot be in an overwrite: Discord would refuse all of them.
    staffRoles: type.staffRoles.filter((role) => guild.roles.cache.has(role)),
    participants: participants.filter(
      ({ kind, subject }) => kind === 'user' || guild.roles.cache.has(subject),
    ),
    bot: guild.client.user.id,
    othersWrite,
  });
}

/** The overwrites that a channel has, as far as we know. */
export function overwritesOn(channel: TextChannel): Overwrite[] {
  return channel.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
    id,
    type,
    allow: String(allow.bitfield),
    deny: String(deny.bitfield),
  }));
}

/** The channel that was made for a ticket, although nobody wrote that down: the process ended at that moment. */
export async function findRoom(guild: Guild, ticket: Ticket): Promise<TextChannel | undefined> {
  const channels = await guild.channels.fetch();
  return channels.find(
    (channel): channel is TextChannel =>
      channel?.type === ChannelType.GuildText && (channel.topic ?? '').includes(markOf(ticket)),
  );
}

/** Makes the channel of a ticket. @returns it, or why there is none. */
export async function makeRoom(guild: Guild, plan: Plan): Promise<TextChannel | Trouble> {
  const { ticket, type } = plan;
  const { t } = await plugin.host.texts.ofGuild(guild.id);
  const creator = await guild.client.users.fetch(ticket.creator);
  const name = channelName(type.namePattern, {
    number: ticket.number,
    user: creator.username,
    type: type.name,
    id: ticket.id,
  });
  const make = (name: string) =>
    guild.channels.create({
      type: ChannelType.GuildText,
      name,
      topic: t('room.topic', { number: ticket.number, type: type.name, mark: markOf(ticket) }),
      parent: parentOf(guild, plan),
      permissionOverwrites: dataOf(plan.overwrites),
      reason: t('room.reason', { number: ticket.number }),
    });
  try {
    return await make(name).catch((error) => {
      // Servers that can be discovered may not have some words in names.
      if (isAbout(error, 'name')) {
        return make(neutralName(ticket.number));
      }
      throw error;
    });
  } catch (error) {
    return troubleOf(error);
  }
}

/** Makes a channel be as the plan says, in one request, and in none when it is. @returns why not, if it cannot be. */
export async function furnish(channel: TextChannel, plan: Plan): Promise<Trouble | undefined> {
  const parent = parentOf(channel.guild, plan);
  const moves = parent !== undefined && channel.parentId !== parent;
  if (!moves && sameOverwrites(plan.overwrites, overwritesOn(channel))) {
    return undefined;
  }
  const edit: GuildChannelEditOptions = {
    permissionOverwrites: dataOf(plan.overwrites),
    ...(moves && { parent, lockPermissions: false }),
  };
  try {
    await channel.edit(edit);
    return undefined;
  } catch (error) {
    return troubleOf(error);
  }
}

/** @throws what trying again may help against, and what says that the channel is gone. */
function troubleOf(error: unknown): Trouble {
  if (isAbout(error, 'parent_id')) {
    return 'category-full';
  }
  if (error instanceof DiscordAPIError && error.code === tooManyChannels) {
    return 'guild-full';
  }
  if (failureOf(error) === 'forbidden') {
    return 'forbidden';
  }
  throw error;
}

/** Whether Discord refuses a request because of one of its fields. */
function isAbout(error: unknown, field: string): boolean {
  if (!(error instanceof DiscordAPIError) || error.code !== invalidForm) {
    return false;
  }
  const { errors } = error.rawError as { errors?: Readonly<Record<string, unknown>> };
  return errors !== undefined && field in errors;
}

/** The category that it belongs in; undefined where none is set, or where that one is gone. */
export function parentOf(guild: Guild, { ticket, type }: Plan): string | undefined {
  const wanted = (isClosed(ticket.state) && type.closedCategory) || type.openCategory;
  return wanted && guild.channels.cache.get(wanted)?.type === ChannelType.GuildCategory ? wanted : undefined;
}

const dataOf = (overwrites: readonly Overwrite[]): OverwriteData[] =>
  overwrites.map(({ id, type, allow, deny }) => ({ id, type, allow: BigInt(allow), deny: BigInt(deny) }));

const markOf = ({ id }: Ticket) => `#${id}`;
