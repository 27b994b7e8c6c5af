import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { channelPermissions } from '../discord/permissions.ts';
import { memberChanged } from '../discord/state/changes.ts';
import { addMember, removeMember } from '../discord/state/guilds.ts';
import type { Channel, Member as MemberRecord, Role, User } from '../discord/state/types.ts';
import type { SandboxGuild } from './guild.ts';
import type { InputFile } from './input.ts';
import { Person, type Place } from './person.ts';
import { ClientRefusal } from './refusal.ts';
import type { Sandbox } from './sandbox.ts';
import { displayName } from './shown-message.ts';
import { startThread } from './writing.ts';

/** A person who looks at one guild. */
export class Member extends Person {
  readonly #guild: SandboxGuild;

  constructor(sandbox: Sandbox, user: User, guild: SandboxGuild) {
    super(sandbox, user);
    this.#guild = guild;
  }

  override get guild(): SandboxGuild {
    return this.#guild;
  }

  /** The membership; undefined when the person is not in the guild any more. */
  get record(): MemberRecord | undefined {
    return this.#guild.record.members.get(this.user.id);
  }

  override get name(): string {
    return displayName(this.user, this.record?.nick);
  }

  /** Names of the roles, `@everyone` left out. */
  get roles(): string[] {
    return (this.record?.roles ?? []).map((id) => this.#guild.record.roles.get(id)?.name ?? id);
  }

  giveRole(role: string | Role): void {
    const { id } = this.#guild.role(role);
    const member = this.#membership();
    if (member.roles.includes(id)) return;
    member.roles.push(id);
    memberChanged(this.sandbox.world, member);
  }

  takeRole(role: string | Role): void {
    const { id } = this.#guild.role(role);
    const member = this.#membership();
    if (!member.roles.includes(id)) return;
    member.roles = member.roles.filter((held) => held !== id);
    memberChanged(this.sandbox.world, member);
  }

  get nick(): string | null {
    return this.record?.nick ?? null;
  }

  set nick(nick: string | null) {
    const member = this.#membership();
    member.nick = nick;
    memberChanged(this.sandbox.world, member);
  }

  /** Goes out of the guild. */
  leaves(): void {
    this.#guild.needNoOwner(this.user);
    removeMember(this.sandbox.world, this.#guild.record, this.user.id);
  }

  /** Comes (back) into the guild, or goes into another one. */
  override joins(guild: SandboxGuild = this.#guild): void {
    addMember(this.sandbox.world, guild.record, this.user);
  }

  /** Starts a thread in a channel, or a post in a forum. @returns the thread, to write `in`. */
  startsThread(
    place: Place,
    name: string,
    content: string,
    options?: { private?: boolean; files?: readonly InputFile[] },
  ): Channel {
    return startThread(this, this.place(place), name, content, options);
  }

  override place(place?: Place): Channel {
    return super.place(place ?? this.#firstChannel());
  }

  /** Where things are done when nothing is said: the first text channel in which the person may write. */
  #firstChannel(): Channel {
    const channels = this.visibleChannels()
      .filter((channel) => channel.guild && channel.type === ChannelType.GuildText)
      .sort((one, other) => one.position - other.position);
    const { world } = this.sandbox;
    const mayWrite = (channel: Channel) =>
      this.record && channelPermissions(this.record, channel, world.clock.now()) & P.SendMessages;
    const first = channels.find(mayWrite) ?? channels[0];
    if (!this.record) throw new ClientRefusal(this, `${this.name} is not in ${this.#guild.name}`);
    if (!first) throw new ClientRefusal(this, `no text channel of ${this.#guild.name} is to be seen`);
    return first;
  }

  #membership(): MemberRecord {
    const member = this.record;
    if (!member) throw new Error(`${this.name} is not in ${this.#guild.name}`);
    return member;
  }
}
