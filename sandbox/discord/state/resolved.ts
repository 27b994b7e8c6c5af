import { canView } from '../permissions.ts';
import { resolvedChannel, resolvedMember } from '../wire/interaction.ts';
import { attachmentObject, messageObject } from '../wire/message.ts';
import { roleObject } from '../wire/role.ts';
import { userObject } from '../wire/user.ts';
import { keepAttachment, newAttachment } from './attachments.ts';
import type { Actor, PersonFile, Value } from './interaction-input.ts';
import type { Message } from './types.ts';

type Shelf = 'users' | 'members' | 'roles' | 'channels' | 'messages' | 'attachments';

/**
 * Gathers the things that an interaction names, for its `resolved`. Each method gives back the thing's id and throws an
 * Error, beginning with `label`, when a Discord client would not offer it to the person.
 */
export class Resolved {
  readonly #actor: Actor;
  readonly #shelves: Partial<Record<Shelf, Record<string, object>>> = {};

  constructor(actor: Actor) {
    this.#actor = actor;
  }

  /** The member of `data`, or nothing when the interaction names nothing. */
  get data(): { resolved?: object } {
    return Object.keys(this.#shelves).length > 0 ? { resolved: this.#shelves } : {};
  }

  user(value: Value, label: string): string {
    const { world, channel } = this.#actor;
    const id = idOf(value, label);
    const user = world.users.get(id);
    if (!user) throw new Error(`${label}: there is no user ${id}`);
    this.#put('users', id, userObject(user));
    const member = channel.guild?.members.get(id);
    if (member) this.#put('members', id, resolvedMember(member, channel, world.view));
    return id;
  }

  role(value: Value, label: string): string {
    const id = idOf(value, label);
    const role = this.#actor.channel.guild?.roles.get(id);
    if (!role) throw new Error(`${label}: there is no role ${id} here`);
    this.#put('roles', id, roleObject(role));
    return id;
  }

  mentionable(value: Value, label: string): string {
    const id = idOf(value, label);
    return this.#actor.channel.guild?.roles.has(id) ? this.role(id, label) : this.user(id, label);
  }

  /** @param types the channel types that are offered; all of them when there are none. */
  channel(value: Value, label: string, types: readonly number[] | undefined): string {
    const { world, channel: here, user } = this.#actor;
    const id = idOf(value, label);
    const channel = here.guild?.channels.get(id);
    const member = here.guild?.members.get(user.id);
    if (!channel || !member || !canView(member, channel, world.clock.now()))
      throw new Error(`${label}: ${user.username} sees no channel ${id} here`);
    if (types?.length && !types.includes(channel.type))
      throw new Error(
        `${label}: #${channel.name} is a channel of type ${channel.type}; offered are ${types.join(', ')}`,
      );
    this.#put('channels', id, resolvedChannel(channel, member, world.view));
    return id;
  }

  attachment(value: Value, label: string): string {
    const { world, channel } = this.#actor;
    if (typeof value !== 'object' || !('content' in value)) throw new Error(`${label}: expected a file`);
    const file = value as PersonFile;
    const content = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
    const attachment = newAttachment(world, channel.id, {
      filename: file.name,
      content,
      contentType: file.type,
      ephemeral: true,
    });
    keepAttachment(world, attachment);
    this.#put('attachments', attachment.id, attachmentObject(attachment, world.view));
    return attachment.id;
  }

  message(message: Message): string {
    this.#put('messages', message.id, messageObject(message, this.#actor.world.view));
    return message.id;
  }

  #put(shelf: Shelf, id: string, value: object): void {
    this.#shelves[shelf] ??= {};
    this.#shelves[shelf][id] = value;
  }
}

/** The id of a thing, or the text that is one. */
function idOf(value: Value, label: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'user' in value) return value.user.id;
  if (typeof value === 'object' && 'id' in value) return value.id;
  throw new Error(`${label}: expected a user, role or channel, or an id, and got ${JSON.stringify(value)}`);
}
