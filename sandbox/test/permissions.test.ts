import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALL_PERMISSIONS,
  canView,
  channelPermissions,
  guildPermissions,
  highestRole,
  outranks,
  outranksRole,
} from '../discord/permissions.ts';
import { createUser } from '../discord/state/accounts.ts';
import { createChannel, insertThread } from '../discord/state/channels.ts';
import { addMember, createGuild } from '../discord/state/guilds.ts';
import { createRole } from '../discord/state/roles.ts';
import type { Channel, Guild, Member, Overwrite } from '../discord/state/types.ts';
import { World } from '../discord/state/world.ts';

const NOW = 1_800_000_000_000;

interface Scene {
  readonly world: World;
  readonly guild: Guild;
  readonly member: Member;
  readonly channel: Channel;
}

interface Plan {
  readonly everyone?: bigint;
  readonly roles?: readonly bigint[];
  /** Allow and deny for `@everyone`, for each role, for the member. */
  readonly overwrites?: {
    readonly everyone?: readonly [allow: bigint, deny: bigint];
    readonly roles?: readonly (readonly [allow: bigint, deny: bigint])[];
    readonly member?: readonly [allow: bigint, deny: bigint];
  };
  readonly type?: ChannelType;
}

/** A guild with one member who has the plan's roles, in one channel. */
function scene(plan: Plan = {}): Scene {
  const world = new World();
  const guild = createGuild(world, 'Guild', createUser(world, 'owner'), { bare: true });
  guild.roles.get(guild.id)!.permissions = plan.everyone ?? 0n;
  const roles = (plan.roles ?? []).map((permissions) => createRole(world, guild, { permissions }).id);
  const member = addMember(world, guild, createUser(world, 'ada'), { roles });
  const overwrites = new Map<string, Overwrite>();
  const add = (id: string, type: 0 | 1, bits: readonly [bigint, bigint] | undefined) => {
    if (bits) overwrites.set(id, { id, type, allow: bits[0], deny: bits[1] });
  };
  add(guild.id, 0, plan.overwrites?.everyone);
  roles.forEach((id, index) => add(id, 0, plan.overwrites?.roles?.[index]));
  add(member.user.id, 1, plan.overwrites?.member);
  const channel = createChannel(world, guild, {
    name: 'channel',
    type: plan.type ?? ChannelType.GuildText,
    overwrites,
  });
  return { world, guild, member, channel };
}

/** A thread below the scene's channel. */
function threadOf({ world, channel }: Scene, type = ChannelType.PublicThread): Channel {
  const times = { archiveChangedAt: NOW, createdAt: NOW, lastActiveAt: NOW };
  return insertThread(
    world,
    channel,
    {
      ...times,
      ownerId: channel.guild!.ownerId,
      archived: false,
      locked: false,
      invitable: true,
      autoArchiveDuration: 1440,
      members: new Map(),
      messageCount: 0,
      totalMessageSent: 0,
      appliedTags: [],
    },
    { name: 'thread', type },
  );
}

const READ = P.ViewChannel | P.ReadMessageHistory;
const WRITE = READ | P.SendMessages;

const rows: readonly { name: string; plan: Plan; has: bigint; lacks?: bigint }[] = [
  {
    name: 'roles are added together',
    plan: { everyone: READ, roles: [P.SendMessages, P.AttachFiles] },
    has: WRITE | P.AttachFiles,
  },
  {
    name: 'an overwrite of @everyone denies',
    plan: { everyone: WRITE, overwrites: { everyone: [0n, P.SendMessages] } },
    has: READ,
    lacks: P.SendMessages,
  },
  {
    name: 'an overwrite of @everyone allows what no role has',
    plan: { everyone: READ, overwrites: { everyone: [P.SendMessages, 0n] } },
    has: WRITE,
  },
  {
    name: 'the allow of any role outweighs the deny of another',
    plan: {
      everyone: READ,
      roles: [0n, 0n],
      overwrites: {
        roles: [
          [P.SendMessages, 0n],
          [0n, P.SendMessages],
        ],
      },
    },
    has: WRITE,
  },
  {
    name: 'the member’s overwrite comes last',
    plan: {
      everyone: READ,
      roles: [0n],
      overwrites: { roles: [[P.SendMessages, 0n]], member: [0n, P.SendMessages] },
    },
    has: READ,
    lacks: P.SendMessages,
  },
  {
    name: 'without View Channel there is nothing',
    plan: { everyone: WRITE | P.ManageChannels, overwrites: { everyone: [0n, P.ViewChannel] } },
    has: 0n,
    lacks: ALL_PERMISSIONS,
  },
  {
    name: 'without Send Messages there are no files, embeds, mentions of all, or speech',
    plan: {
      everyone: READ | P.AttachFiles | P.EmbedLinks | P.MentionEveryone | P.SendTTSMessages | P.AddReactions,
    },
    has: READ | P.AddReactions,
    lacks: P.AttachFiles | P.EmbedLinks | P.MentionEveryone | P.SendTTSMessages,
  },
  {
    name: 'a voice channel that one may not enter is seen and no more',
    plan: { everyone: WRITE | P.Speak | P.ManageChannels, type: ChannelType.GuildVoice },
    has: P.ViewChannel,
    lacks: ALL_PERMISSIONS & ~P.ViewChannel,
  },
  {
    name: 'a voice channel that one may enter has all',
    plan: { everyone: WRITE | P.Speak | P.Connect, type: ChannelType.GuildVoice },
    has: WRITE | P.Speak | P.Connect,
  },
  {
    name: 'an administrator stands above every overwrite',
    plan: { roles: [P.Administrator], overwrites: { member: [0n, ALL_PERMISSIONS] } },
    has: ALL_PERMISSIONS,
  },
  {
    name: 'Administrator by an overwrite is none',
    plan: { everyone: READ, overwrites: { member: [P.Administrator, P.ReadMessageHistory] } },
    has: P.ViewChannel,
    lacks: P.ReadMessageHistory | P.BanMembers,
  },
];

describe('permissions in a channel', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, { plan, has, lacks }) => {
    const { member, channel } = scene(plan);
    const bits = channelPermissions(member, channel, NOW);
    expect(bits & has).toBe(has);
    expect(bits & (lacks ?? 0n)).toBe(0n);
  });

  test('a timeout leaves reading, until it is over', () => {
    const { member, channel } = scene({ everyone: WRITE | P.ManageMessages });
    member.timeoutUntil = NOW + 1;
    expect(channelPermissions(member, channel, NOW)).toBe(READ);
    expect(guildPermissions(member, NOW)).toBe(READ);
    expect(channelPermissions(member, channel, NOW + 1)).toBe(WRITE | P.ManageMessages);
  });

  test('a timeout holds neither the owner nor an administrator back', () => {
    const { member, guild, channel } = scene({ roles: [P.Administrator] });
    member.timeoutUntil = NOW + 1;
    expect(channelPermissions(member, channel, NOW)).toBe(ALL_PERMISSIONS);
    const owner = guild.members.get(guild.ownerId)!;
    owner.timeoutUntil = NOW + 1;
    expect(channelPermissions(owner, channel, NOW)).toBe(ALL_PERMISSIONS);
  });
});

describe('permissions in a thread', () => {
  test('Send Messages in Threads stands for Send Messages', () => {
    const talker = scene({ everyone: READ | P.SendMessagesInThreads | P.AttachFiles });
    expect(channelPermissions(talker.member, threadOf(talker), NOW) & (P.SendMessages | P.AttachFiles)).toBe(
      P.SendMessages | P.AttachFiles,
    );
    const writer = scene({ everyone: WRITE | P.AttachFiles });
    expect(channelPermissions(writer.member, threadOf(writer), NOW) & (P.SendMessages | P.AttachFiles)).toBe(
      0n,
    );
  });

  test('the overwrites of its channel count', () => {
    const hidden = scene({ everyone: WRITE, overwrites: { everyone: [0n, P.ViewChannel] } });
    expect(channelPermissions(hidden.member, threadOf(hidden), NOW)).toBe(0n);
  });

  test('a private thread is seen by those in it and by those who manage threads', () => {
    const outside = scene({ everyone: WRITE });
    const thread = threadOf(outside, ChannelType.PrivateThread);
    expect(canView(outside.member, thread, NOW)).toBe(false);
    const { id } = outside.member.user;
    thread.thread!.members.set(id, { userId: id, joinedAt: NOW, flags: 0 });
    expect(canView(outside.member, thread, NOW)).toBe(true);
    const moderator = scene({ everyone: WRITE | P.ManageThreads });
    expect(canView(moderator.member, threadOf(moderator, ChannelType.PrivateThread), NOW)).toBe(true);
  });
});

describe('hierarchy', () => {
  test('the highest role decides, and of two with one position the older', () => {
    const { world, guild } = scene();
    const [older, younger] = [createRole(world, guild), createRole(world, guild)] as const;
    older.position = younger.position = 3;
    const join = (name: string, roles: string[]) =>
      addMember(world, guild, createUser(world, name), { roles });
    const [ada, bob, eve] = [join('ada', [older.id]), join('bob', [younger.id]), join('eve', [])] as const;
    expect(highestRole(ada)).toBe(older);
    expect(highestRole(eve)).toBe(guild.roles.get(guild.id));
    expect([outranks(ada, bob), outranks(bob, ada), outranks(bob, eve), outranks(ada, ada)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([outranksRole(ada, younger), outranksRole(bob, older), outranksRole(ada, older)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('the owner stands above all, and nobody above the owner', () => {
    const { world, guild, member } = scene({ roles: [P.Administrator] });
    const owner = guild.members.get(guild.ownerId)!;
    expect(outranks(owner, member)).toBe(true);
    expect(outranks(member, owner)).toBe(false);
    expect(outranksRole(owner, createRole(world, guild, { position: 90 }))).toBe(true);
  });
});

const bits = fc.bigInt({ min: 0n, max: ALL_PERMISSIONS }).map((value) => value & ALL_PERMISSIONS);
const quiet = bits.map((value) => value & ~P.Administrator);
const pair = fc.tuple(bits, bits);
const plan = fc.record({
  everyone: quiet,
  roles: fc.array(quiet, { minLength: 1, maxLength: 4 }),
  overwrites: fc.record({
    everyone: pair,
    roles: fc.array(pair, { minLength: 4, maxLength: 4 }),
    member: pair,
  }),
  type: fc.constantFrom(ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildCategory),
});

describe('whatever the roles and overwrites', () => {
  test('one more allow takes nothing away', () => {
    fc.assert(
      fc.property(plan, bits, fc.integer({ min: 0, max: 5 }), (given, more, where) => {
        const { guild, member, channel } = scene(given);
        const before = channelPermissions(member, channel, NOW);
        const ids = [guild.id, member.user.id, ...member.roles];
        const overwrite = channel.overwrites.get(ids[where % ids.length]!)!;
        overwrite.allow |= more;
        expect(before & ~channelPermissions(member, channel, NOW)).toBe(0n);
      }),
    );
  });

  test('the order of roles is irrelevant', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const { member, channel } = scene(given);
        const before = channelPermissions(member, channel, NOW);
        member.roles.reverse();
        expect(channelPermissions(member, channel, NOW)).toBe(before);
      }),
    );
  });

  test('the owner and administrators have all', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const { guild, member, channel } = scene(given);
        const owner = guild.members.get(guild.ownerId)!;
        expect(channelPermissions(owner, channel, NOW)).toBe(ALL_PERMISSIONS);
        guild.roles.get(member.roles[0]!)!.permissions |= P.Administrator;
        expect(channelPermissions(member, channel, NOW)).toBe(ALL_PERMISSIONS);
      }),
    );
  });

  test('who does not see the channel has nothing in it', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const { member, channel } = scene(given);
        const has = channelPermissions(member, channel, NOW);
        expect(has === 0n || (has & P.ViewChannel) !== 0n).toBe(true);
        channel.overwrites.set(member.user.id, {
          id: member.user.id,
          type: 1,
          allow: 0n,
          deny: P.ViewChannel,
        });
        expect(channelPermissions(member, channel, NOW)).toBe(0n);
      }),
    );
  });
});
