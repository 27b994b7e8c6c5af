import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createChannel } from '../../discord/state/channels.ts';
import { createRole } from '../../discord/state/roles.ts';
import type { Channel } from '../../discord/state/types.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

/** Sets an overwrite for `id`: `@everyone` when it is the guild's, the bot's own, or a role's. */
function overwrite(channel: Channel, id: string, allow: bigint, deny: bigint): void {
  channel.overwrites.set(id, { id, type: channel.guild!.roles.has(id) ? 0 : 1, allow, deny });
}

function write(stage: Stage, channel = stage.general): Promise<Answered> {
  return stage.api('POST', `/channels/${channel.id}/messages`, { content: 'hello' });
}

/** Gives the bot two more roles. */
function twoRoles(stage: Stage): [string, string] {
  const ids = [createRole(stage.world, stage.guild).id, createRole(stage.world, stage.guild).id] as const;
  stage.me.roles.push(...ids);
  return [...ids];
}

export const rules: readonly Rule[] = [
  {
    name: 'what @everyone may do is enough',
    permissions: 0n,
    when: (stage) => write(stage),
    status: 200,
  },
  {
    name: 'a deny for @everyone takes it away',
    permissions: P.SendMessages,
    when: (stage) => {
      overwrite(stage.general, stage.guild.id, 0n, P.SendMessages);
      return write(stage);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a role’s allow is stronger than a deny for @everyone',
    permissions: 0n,
    when: (stage) => {
      const [role] = twoRoles(stage);
      overwrite(stage.general, stage.guild.id, 0n, P.SendMessages);
      overwrite(stage.general, role, P.SendMessages, 0n);
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'one role’s allow is stronger than another role’s deny',
    permissions: 0n,
    when: (stage) => {
      const [one, other] = twoRoles(stage);
      overwrite(stage.general, one, P.SendMessages, 0n);
      overwrite(stage.general, other, 0n, P.SendMessages);
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'a deny for the member is stronger than all roles',
    permissions: 0n,
    when: (stage) => {
      const [role] = twoRoles(stage);
      overwrite(stage.general, role, P.SendMessages, 0n);
      overwrite(stage.general, stage.me.user.id, 0n, P.SendMessages);
      return write(stage);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'an allow for the member is stronger than all denies',
    permissions: 0n,
    when: (stage) => {
      const [role] = twoRoles(stage);
      overwrite(stage.general, stage.guild.id, 0n, P.SendMessages);
      overwrite(stage.general, role, 0n, P.SendMessages);
      overwrite(stage.general, stage.me.user.id, P.SendMessages, 0n);
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'overwrites do not hold an administrator back',
    permissions: P.Administrator,
    when: (stage) => {
      overwrite(stage.general, stage.guild.id, 0n, P.ViewChannel | P.SendMessages);
      overwrite(stage.general, stage.me.user.id, 0n, P.ViewChannel | P.SendMessages);
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'the owner needs no permission',
    permissions: 0n,
    when: (stage) => {
      stage.guild.ownerId = stage.me.user.id;
      overwrite(stage.general, stage.guild.id, 0n, P.ViewChannel);
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'without View Channel nothing else counts',
    permissions: P.SendMessages | P.ManageMessages,
    when: (stage) => {
      overwrite(stage.general, stage.guild.id, P.SendMessages, P.ViewChannel);
      return write(stage);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a member who is timed out does not write',
    permissions: P.SendMessages,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() + 60_000;
      return write(stage);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a member who is timed out goes on reading',
    permissions: 0n,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() + 60_000;
      return stage.api('GET', `/channels/${stage.general.id}`);
    },
    status: 200,
  },
  {
    name: 'a member whose timeout is over writes again',
    permissions: 0n,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() - 1;
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'a timeout does not hold an administrator back',
    permissions: P.Administrator,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() + 60_000;
      return write(stage);
    },
    status: 200,
  },
  {
    name: 'a member who is timed out manages nothing',
    permissions: P.ManageChannels,
    when: (stage) => {
      stage.me.timeoutUntil = stage.world.clock.now() + 60_000;
      return stage.api('POST', `/guilds/${stage.guild.id}/channels`, { name: 'x' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'in a voice channel that one may not join nobody writes',
    permissions: 0n,
    when: (stage) => {
      const voice = createChannel(stage.world, stage.guild, { name: 'v', type: ChannelType.GuildVoice });
      overwrite(voice, stage.guild.id, 0n, P.Connect);
      return write(stage, voice);
    },
    status: 403,
    code: 50013,
  },
];
