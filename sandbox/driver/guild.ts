import { ChannelType as C } from 'discord-api-types/v10';
import { ban, unban } from '../discord/state/bans.ts';
import { createChannel, deleteChannel, editChannel } from '../discord/state/channels.ts';
import { addMember, removeMember } from '../discord/state/guilds.ts';
import { createRole, deleteRole, type RoleOptions } from '../discord/state/roles.ts';
import type { Channel, Guild, Overwrite, Role, User } from '../discord/state/types.ts';
import type { Bot } from './bot.ts';
import type { Member } from './member.ts';
import { channelNamed, memberNamed, roleNamed, userNamed } from './names.ts';
import { type Permissions, permissionBits } from './permission-names.ts';
import type { Person } from './person.ts';
import type { Sandbox } from './sandbox.ts';

const channelTypes = {
  text: C.GuildText,
  voice: C.GuildVoice,
  category: C.GuildCategory,
  announcement: C.GuildAnnouncement,
  stage: C.GuildStageVoice,
  forum: C.GuildForum,
  media: C.GuildMedia,
} as const;

export type ChannelKind = keyof typeof channelTypes;
export const CHANNEL_KINDS = Object.keys(channelTypes) as ChannelKind[];

/** What a channel changes about permissions: by the name of a role or a member, `@everyone` among them. */
export type Overwrites = Readonly<Record<string, { allow?: Permissions; deny?: Permissions }>>;

export interface ChannelSettings {
  readonly type?: ChannelKind;
  /** A category, by name, id or record. */
  readonly parent?: string | Channel;
  readonly topic?: string;
  /** Without any, a channel in a category takes the category's, as the client makes it. */
  readonly overwrites?: Overwrites;
  readonly nsfw?: boolean;
  /** Seconds between two messages of one person. */
  readonly slowmode?: number;
  readonly position?: number;
  /** For a category: the channels in it. */
  readonly channels?: readonly (string | ChannelPlan)[];
}

export interface ChannelPlan extends ChannelSettings {
  readonly name: string;
}

export interface RoleSettings extends Omit<RoleOptions, 'name' | 'permissions' | 'managed' | 'botId'> {
  readonly permissions?: Permissions;
}

export interface RolePlan extends RoleSettings {
  readonly name: string;
}

export interface MemberSettings {
  readonly roles?: readonly (string | Role)[];
  readonly nick?: string;
}

/** A guild of the local Discord, and the hands of its owner: what is done here needs no permission. */
export class SandboxGuild {
  readonly sandbox: Sandbox;
  readonly record: Guild;

  constructor(sandbox: Sandbox, record: Guild) {
    this.sandbox = sandbox;
    this.record = record;
  }

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  get owner(): Member {
    return this.sandbox.memberOf(this, this.sandbox.world.users.get(this.record.ownerId)!);
  }

  /** The bots that are in it, the first one first. */
  get bots(): Bot[] {
    return this.sandbox.bots.filter((bot) => this.record.members.has(bot.id));
  }

  /** A channel or thread by name or id. @throws UnknownName */
  channel(name: string | Channel): Channel {
    return typeof name === 'string' ? channelNamed(this.record, name) : name;
  }

  /** Names of the channels, without threads, from top to bottom. */
  get channels(): string[] {
    return [...this.record.channels.values()]
      .filter((channel) => !channel.thread)
      .sort((one, other) => one.position - other.position)
      .map((channel) => channel.name);
  }

  /** A role by name or id; `@everyone` is one. @throws UnknownName */
  role(name: string | Role): Role {
    return typeof name === 'string' ? roleNamed(this.record, name) : name;
  }

  /** Somebody in this guild: whoever has the name, or a new person who joins. */
  member(name: string | Person, settings: MemberSettings = {}): Member {
    const person = typeof name === 'string' ? this.sandbox.person(name) : name;
    const roles = (settings.roles ?? []).map((role) => this.role(role));
    const record = addMember(this.sandbox.world, this.record, person.user, {
      roles: roles.map((role) => role.id),
      ...(settings.nick !== undefined && { nick: settings.nick }),
    });
    const member = this.sandbox.memberOf(this, record.user);
    for (const role of roles) member.giveRole(role);
    return member;
  }

  /** Several at once, with settings for all: `guild.members('bob', 'eve', { roles: ['Staff'] })`. */
  members<Names extends string[]>(...names: Names): { [Index in keyof Names]: Member };
  members<Names extends string[]>(
    ...given: [...names: Names, settings: MemberSettings]
  ): { [Index in keyof Names]: Member };
  members(...given: (string | MemberSettings)[]): Member[] {
    const settings = given.find((each) => typeof each === 'object');
    return given.filter((each) => typeof each === 'string').map((name) => this.member(name, settings));
  }

  /** Invites a bot. @param permissions what its invite asks for: its own role gets them. */
  addBot(bot: Bot, permissions?: Permissions): void {
    addMember(this.sandbox.world, this.record, bot.user, { permissions: permissionBits(permissions) });
  }

  createRole(name: string, { permissions, ...settings }: RoleSettings = {}): Role {
    return createRole(this.sandbox.world, this.record, {
      name,
      permissions: permissionBits(permissions),
      ...settings,
    });
  }

  createChannel(name: string, settings: ChannelSettings = {}): Channel {
    const parent = settings.parent === undefined ? undefined : this.channel(settings.parent);
    const channel = createChannel(this.sandbox.world, this.record, {
      name,
      type: channelTypes[settings.type ?? 'text'],
      parentId: parent?.id ?? null,
      overwrites: settings.overwrites ? this.#overwrites(settings.overwrites) : copyOf(parent?.overwrites),
      ...defined({
        topic: settings.topic,
        nsfw: settings.nsfw,
        rateLimitPerUser: settings.slowmode,
        position: settings.position,
      }),
    });
    for (const child of settings.channels ?? []) this.#plan(child, channel);
    return channel;
  }

  /** Who may do what in a channel is changed, as when an admin does: these overwrites are all that there are then. */
  setOverwrites(channel: string | Channel, overwrites: Overwrites): void {
    editChannel(this.sandbox.world, this.channel(channel), { overwrites: this.#overwrites(overwrites) });
  }

  /** A channel or a thread goes, as when an admin deletes it. */
  deleteChannel(name: string | Channel): void {
    deleteChannel(this.sandbox.world, this.channel(name));
  }

  deleteRole(name: string | Role): void {
    const role = this.role(name);
    if (role.id === this.id || role.managed) throw new Error(`${role.name} is a role that nobody can delete`);
    deleteRole(this.sandbox.world, role);
  }

  /** Puts somebody out; they may come back. @throws UnknownName when they are not there. */
  kick(name: string | Person | Bot): void {
    const userId = this.#userId(name);
    this.needNoOwner(this.sandbox.world.users.get(userId)!);
    removeMember(this.sandbox.world, this.record, userId);
  }

  /** Bans somebody, member or not. */
  ban(name: string | Person | Bot, reason: string | null = null): void {
    const user = typeof name === 'string' ? userNamed(this.sandbox.world, name) : name.user;
    this.needNoOwner(user);
    ban(this.sandbox.world, this.record, user, { reason });
  }

  unban(name: string | Person | Bot): void {
    const user = typeof name === 'string' ? userNamed(this.sandbox.world, name) : name.user;
    unban(this.sandbox.world, this.record, user.id);
  }

  /** @throws Error when `user` owns the guild: an owner cannot leave it, nor be put out. */
  needNoOwner(user: User): void {
    if (user.id === this.record.ownerId)
      throw new Error(`${user.username} owns ${this.name} and stays in it`);
  }

  /** Waits until `condition` gives something truthy; a failure shows what the owner sees. */
  until<Value>(
    condition: () => Value | Promise<Value>,
    options: { timeout?: number } = {},
  ): Promise<NonNullable<Value>> {
    return this.owner.until(condition, options);
  }

  /** Makes the channels and roles of a plan. */
  furnish(plan: {
    roles?: readonly (string | RolePlan)[];
    channels?: readonly (string | ChannelPlan)[];
  }): void {
    for (const role of plan.roles ?? [])
      if (typeof role === 'string') this.createRole(role);
      else {
        const { name, ...settings } = role;
        this.createRole(name, settings);
      }
    for (const channel of plan.channels ?? []) this.#plan(channel);
  }

  #plan(plan: string | ChannelPlan, parent?: Channel): void {
    const { name, ...settings } = typeof plan === 'string' ? { name: plan } : plan;
    this.createChannel(name, parent ? { ...settings, parent } : settings);
  }

  #userId(name: string | Person | Bot): string {
    return typeof name === 'string' ? memberNamed(this.record, name).user.id : name.user.id;
  }

  #overwrites(overwrites: Overwrites): Map<string, Overwrite> {
    const entries = Object.entries(overwrites).map(([name, { allow, deny }]): [string, Overwrite] => {
      const target = this.#overwriteTarget(name);
      return [target.id, { ...target, allow: permissionBits(allow), deny: permissionBits(deny) }];
    });
    return new Map(entries);
  }

  /** A role of that name comes before a member; neither is an error that names the roles. */
  #overwriteTarget(name: string): Pick<Overwrite, 'id' | 'type'> {
    for (const { user } of this.record.members.values())
      if (
        user.username === name &&
        ![...this.record.roles.values()].some((role) => role.name === name && !role.managed)
      )
        return { id: user.id, type: 1 };
    return { id: this.role(name).id, type: 0 };
  }
}

function copyOf(overwrites: Map<string, Overwrite> | undefined): Map<string, Overwrite> {
  return new Map(Array.from(overwrites ?? [], ([id, overwrite]) => [id, { ...overwrite }]));
}

function defined<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: NonNullable<Options[Key]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
