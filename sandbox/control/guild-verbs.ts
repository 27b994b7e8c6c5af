import { z } from 'zod';
import { channelLimits, guildLimits } from '../discord/limits.ts';
import { setGuildAvailable } from '../discord/state/outage.ts';
import { CHANNEL_KINDS, type ChannelPlan, type RolePlan } from '../driver/guild.ts';
import { PERMISSION_NAMES } from '../driver/permission-names.ts';
import { botAnswer, guildAnswer } from './answers.ts';
import { guildOf, inGuild, memberOf, name, present, targetOf, who } from './inputs.ts';
import { verb } from './verb.ts';

const permissions = z.array(z.enum(PERMISSION_NAMES));
const overwrites = z.record(
  z.string(),
  z.strictObject({ allow: permissions.optional(), deny: permissions.optional() }),
);
const channel = {
  name,
  type: z.enum(CHANNEL_KINDS).optional(),
  parent: name.optional(),
  topic: z.string().max(channelLimits.topic).optional(),
  overwrites: overwrites.optional(),
  nsfw: z.boolean().optional(),
  slowmode: z.int().min(0).max(channelLimits.slowmodeInSeconds).optional(),
};
const role = {
  name,
  permissions: permissions.optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  hoist: z.boolean().optional(),
  mentionable: z.boolean().optional(),
};
const channelPlan: z.ZodType<ChannelPlan> = z.strictObject({
  ...channel,
  get channels() {
    return z.array(z.union([name, channelPlan])).optional();
  },
}) as never;
const rolePlan = z.strictObject(role) as never as z.ZodType<RolePlan>;

/** Bots, guilds and what is in them: done by the hand of the owner, without permissions. */
export const guildVerbs = {
  createBot: verb({
    method: 'POST',
    path: '/bots',
    summary: 'Registers an application with its bot; answers with the token to log in with.',
    input: z.strictObject({
      name,
      token: z.string().min(1).optional(),
      id: z
        .string()
        .regex(/^\d{17,19}$/, 'an id: 17 to 19 digits')
        .optional(),
      privilegedIntents: z.int().min(0).optional(),
    }),
    example: { name: 'Helper', token: 'helper-token' },
    handle: (sandbox, { name, ...settings }) => botAnswer(sandbox.createBot(name, present(settings))),
  }),
  bots: verb({
    method: 'GET',
    path: '/bots',
    summary: 'The bots with their tokens.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => sandbox.bots.map(botAnswer),
  }),
  createGuild: verb({
    method: 'POST',
    path: '/guilds',
    summary:
      'Makes a guild with channels and roles; a bot in it gets Administrator unless `permissions` are given.',
    input: z.strictObject({
      name,
      owner: name.optional(),
      bot: name.optional(),
      permissions: permissions.optional(),
      channels: z.array(z.union([name, channelPlan])).optional(),
      roles: z.array(z.union([name, rolePlan])).optional(),
    }),
    example: { name: 'Second', owner: 'ada', bot: 'Helper', channels: ['general'], roles: ['Staff'] },
    handle: (sandbox, { name, bot, ...settings }) =>
      guildAnswer(
        sandbox.createGuild(name, {
          ...present(settings),
          ...(bot !== undefined && { bot: sandbox.bot(bot) }),
        }),
      ),
  }),
  guilds: verb({
    method: 'GET',
    path: '/guilds',
    summary: 'The guilds. The first one is meant wherever `guild` is left out.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => sandbox.guilds.map(guildAnswer),
  }),
  outage: verb({
    method: 'POST',
    path: '/guilds/outage',
    summary: 'Lets a guild become unavailable, or come back.',
    input: z.strictObject({ guild: name, available: z.boolean() }),
    example: { guild: 'Second', available: false },
    handle: (sandbox, { guild, available }) =>
      setGuildAvailable(sandbox.world, sandbox.guild(guild).record, available),
  }),
  createChannel: verb({
    method: 'POST',
    path: '/channels',
    summary: 'Makes a channel; in a category without `overwrites` it takes the category’s.',
    input: z.strictObject({ ...inGuild, ...channel }),
    example: { name: 'orders', parent: 'Support', topic: 'What was ordered' },
    handle: (sandbox, { guild, name, ...settings }) => {
      const created = guildOf(sandbox, guild).createChannel(name, present(settings));
      return { id: created.id, name: created.name };
    },
  }),
  deleteChannel: verb({
    method: 'DELETE',
    path: '/channels',
    summary: 'Deletes a channel or thread.',
    input: z.strictObject({ ...inGuild, channel: name }),
    example: { channel: 'orders' },
    handle: (sandbox, { guild, channel }) => guildOf(sandbox, guild).deleteChannel(channel),
  }),
  createRole: verb({
    method: 'POST',
    path: '/roles',
    summary: 'Makes a role, just above `@everyone`.',
    input: z.strictObject({ ...inGuild, ...role }),
    example: { name: 'Trial', permissions: ['ManageMessages'] },
    handle: (sandbox, { guild, name, ...settings }) => {
      const created = guildOf(sandbox, guild).createRole(name, present(settings));
      return { id: created.id, name: created.name };
    },
  }),
  giveRole: verb({
    method: 'POST',
    path: '/roles/give',
    summary: 'Gives somebody a role.',
    input: z.strictObject({ ...who, role: name }),
    example: { as: 'carl', role: 'Trial' },
    handle: (sandbox, input) => memberOf(sandbox, input).giveRole(input.role),
  }),
  takeRole: verb({
    method: 'POST',
    path: '/roles/take',
    summary: 'Takes a role from somebody.',
    input: z.strictObject({ ...who, role: name }),
    example: { as: 'carl', role: 'Trial' },
    handle: (sandbox, input) => memberOf(sandbox, input).takeRole(input.role),
  }),
  deleteRole: verb({
    method: 'DELETE',
    path: '/roles',
    summary: 'Deletes a role.',
    input: z.strictObject({ ...inGuild, role: name }),
    example: { role: 'Trial' },
    handle: (sandbox, { guild, role }) => guildOf(sandbox, guild).deleteRole(role),
  }),
  join: verb({
    method: 'POST',
    path: '/join',
    summary: 'Lets a person, who is made when nobody has the name, or a bot into a guild.',
    input: z.strictObject({
      ...who,
      roles: z.array(name).optional(),
      nick: z.string().max(guildLimits.nick).optional(),
      permissions: permissions.optional(),
    }),
    example: { as: 'dora', roles: ['Customer'], nick: 'Dora' },
    handle: (sandbox, { guild: guildName, as, permissions, ...settings }) => {
      const guild = guildOf(sandbox, guildName);
      const bot = sandbox.bots.find(({ name, id }) => name === as || id === as);
      if (bot) guild.addBot(bot, permissions);
      else guild.member(as, present(settings));
      return { id: (bot ?? sandbox.person(as)).id };
    },
  }),
  nick: verb({
    method: 'POST',
    path: '/nick',
    summary: 'Changes a nickname; `null` takes it away.',
    input: z.strictObject({ ...who, nick: z.string().max(guildLimits.nick).nullable() }),
    example: { as: 'dora', nick: null },
    handle: (sandbox, input) => {
      memberOf(sandbox, input).nick = input.nick;
    },
  }),
  leave: verb({
    method: 'POST',
    path: '/leave',
    summary: 'Somebody leaves the guild.',
    input: z.strictObject(who),
    example: { as: 'dora' },
    handle: (sandbox, input) => memberOf(sandbox, input).leaves(),
  }),
  kick: verb({
    method: 'POST',
    path: '/kick',
    summary: 'Puts a member or a bot out.',
    input: z.strictObject({ ...inGuild, name }),
    example: { guild: 'Second', name: 'Helper' },
    handle: (sandbox, { guild, name }) => guildOf(sandbox, guild).kick(name),
  }),
  ban: verb({
    method: 'POST',
    path: '/ban',
    summary: 'Bans somebody, member or not.',
    input: z.strictObject({ ...inGuild, name, reason: z.string().max(guildLimits.auditReason).optional() }),
    example: { name: 'dora', reason: 'Spam' },
    handle: (sandbox, { guild, name, reason }) =>
      guildOf(sandbox, guild).ban(targetOf(sandbox, name), reason ?? null),
  }),
  unban: verb({
    method: 'POST',
    path: '/unban',
    summary: 'Lifts a ban.',
    input: z.strictObject({ ...inGuild, name }),
    example: { name: 'dora' },
    handle: (sandbox, { guild, name }) => guildOf(sandbox, guild).unban(targetOf(sandbox, name)),
  }),
};
