import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createUser } from '../discord/state/accounts.ts';
import { createChannel, directChannel } from '../discord/state/channels.ts';
import { mayUse } from '../discord/state/command-access.ts';
import { type CommandData, commandsFor, findCommand, putCommand } from '../discord/state/commands.ts';
import { addMember } from '../discord/state/guilds.ts';
import { grantToOwner } from '../discord/state/oauth2.ts';
import { createRole } from '../discord/state/roles.ts';
import type { CommandPermission, Member } from '../discord/state/types.ts';
import { GatewayClient } from './gateway-client.ts';
import { frozenClock, type Stage, setStage, startCheckedDiscord } from './stage.ts';

const DAY = 24 * 60 * 60 * 1000;

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord({ clock: frozenClock() });
});
afterAll(() => discord.stop());

const pathOf = ({ application, guild }: Stage) =>
  `/applications/${application.id}/guilds/${guild.id}/commands`;

const command = (name: string, more: object = {}) => ({ name, description: 'A command', ...more });

const many = (count: number, prefix = 'command') =>
  Array.from({ length: count }, (_, index) => command(`${prefix}-${index}`));

describe('a list of commands', () => {
  test('keeps the ids of those that stay, gives new ones to those that come, and drops the rest', async () => {
    const stage = setStage(discord);
    const path = pathOf(stage);
    const { body: before } = await stage.api('PUT', path, [
      command('stays'),
      command('changes'),
      command('goes'),
    ]);
    const { body: after } = await stage.api('PUT', path, [
      command('comes'),
      command('changes', { description: 'Otherwise' }),
      command('stays'),
    ]);
    expect(after.map(({ name }: { name: string }) => name)).toEqual(['comes', 'changes', 'stays']);
    expect(after[1].id).toBe(before[1].id);
    expect(after[2].id).toBe(before[0].id);
    expect(before.map(({ id }: { id: string }) => id)).not.toContain(after[0].id);
    const { body: listed } = await stage.api('GET', path);
    expect(listed.map(({ name }: { name: string }) => name).sort()).toEqual(['changes', 'comes', 'stays']);
  });

  test('gives a new version to what changed and to nothing else', async () => {
    const stage = setStage(discord);
    const path = pathOf(stage);
    const { body: before } = await stage.api('PUT', path, [command('same'), command('other')]);
    const { body: after } = await stage.api('PUT', path, [
      command('same'),
      command('other', { default_member_permissions: '8' }),
    ]);
    expect(after[0].version).toBe(before[0].version);
    expect(BigInt(after[1].version)).toBeGreaterThan(BigInt(before[1].version));
  });

  test('leaves what it does not name at its default, unlike a PATCH', async () => {
    const stage = setStage(discord);
    const path = pathOf(stage);
    const { body: made } = await stage.api(
      'POST',
      path,
      command('close', { default_member_permissions: '8' }),
    );
    const { body: patched } = await stage.api('PATCH', `${path}/${made.id}`, { description: 'Closes' });
    expect(patched).toMatchObject({ description: 'Closes', default_member_permissions: '8' });
    const { body: put } = await stage.api('PUT', path, [command('close')]);
    expect(put).toMatchObject([{ id: made.id, default_member_permissions: null }]);
  });

  test('of a guild and the global ones are apart', async () => {
    const stage = setStage(discord);
    await stage.api('PUT', pathOf(stage), [command('here')]);
    await stage.api('PUT', `/applications/${stage.application.id}/commands`, [command('everywhere')]);
    await stage.api('PUT', pathOf(stage), []);
    expect(commandsFor(stage.application, stage.guild).map(({ name }) => name)).toEqual(['everywhere']);
  });
});

test('200 creates a day: the next day there is room again, and changes never count', async () => {
  const stage = setStage(discord);
  const path = pathOf(stage);
  for (const prefix of ['one', 'two'])
    expect((await stage.api('PUT', path, many(100, prefix))).status).toBe(200);
  await stage.api('PUT', path, many(99, 'two'));
  expect((await stage.api('POST', path, command('late'))).body).toMatchObject({ code: 30034 });
  expect((await stage.api('POST', path, command('two-3', { description: 'Changed' }))).status).toBe(200);
  stage.world.clock.advance(DAY - 1);
  expect((await stage.api('POST', path, command('late'))).body).toMatchObject({ code: 30034 });
  stage.world.clock.advance(1);
  expect((await stage.api('POST', path, command('late'))).status).toBe(201);
});

test('a guild’s own command is found before a global one of its name', () => {
  const { world, application, guild } = setStage(discord);
  const global = putCommand(world, application, undefined, command('ticket'));
  const own = putCommand(world, application, guild, command('ticket'));
  expect(findCommand(application, guild, 'ticket')).toBe(own);
  expect(findCommand(application, undefined, 'ticket')).toBe(global);
  expect(findCommand(application, guild, 'ticket', 2)).toBeUndefined();
});

describe('permissions of a command', () => {
  const bearer = (stage: Stage, scope: string) => ({
    authorization: `Bearer ${grantToOwner(stage.world, stage.application, [scope]).accessToken}`,
  });
  const SCOPE = 'applications.commands.permissions.update';

  async function target(stage: Stage): Promise<string> {
    const { body } = await stage.api('POST', pathOf(stage), command('close'));
    return `${pathOf(stage)}/${body.id}/permissions`;
  }

  test('are set by somebody who manages the guild, read by the bot, and told to it', async () => {
    const stage = setStage(discord);
    const path = await target(stage);
    const client = await GatewayClient.login(discord, stage.application, { intents: 0 });
    const permissions = [{ id: stage.guild.id, type: 1, permission: false }];
    const answer = await stage.api('PUT', path, { permissions }, bearer(stage, SCOPE));
    expect(answer).toMatchObject({ status: 200, body: { guild_id: stage.guild.id, permissions } });
    expect((await stage.api('GET', path)).body).toMatchObject({ permissions });
    expect((await stage.api('GET', `${pathOf(stage)}/permissions`)).body).toMatchObject([{ permissions }]);
    await client.settle();
    expect(client.dataOf('APPLICATION_COMMAND_PERMISSIONS_UPDATE')).toMatchObject([
      { application_id: stage.application.id, guild_id: stage.guild.id, permissions },
    ]);
    await stage.api('PUT', path, { permissions: [] }, bearer(stage, SCOPE));
    expect((await stage.api('GET', path)).body).toMatchObject({ code: 10066 });
  });

  test('need the scope, and Manage Server with Manage Roles', async () => {
    const stage = setStage(discord);
    const path = await target(stage);
    const body = { permissions: [] };
    expect(await stage.api('PUT', path, body, bearer(stage, 'identify'))).toMatchObject({
      status: 403,
      body: { code: 50026 },
    });
    stage.guild.ownerId = stage.me.user.id;
    expect(await stage.api('PUT', path, body, bearer(stage, SCOPE))).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
  });

  test('commands themselves are registered with a token for that', async () => {
    const stage = setStage(discord);
    const update = bearer(stage, 'applications.commands.update');
    expect((await stage.api('POST', pathOf(stage), command('close'), update)).status).toBe(201);
    expect((await stage.api('GET', pathOf(stage), undefined, bearer(stage, 'identify'))).body).toMatchObject({
      code: 50026,
    });
  });
});

describe('who may use a command', () => {
  interface Setting {
    readonly data?: Partial<CommandData>;
    /** Settings of the server for the command, and for all of the application's; made for a member with a role. */
    readonly own?: (ids: Record<'everyone' | 'role' | 'user' | 'channel', string>) => CommandPermission[];
    readonly general?: Setting['own'];
    readonly change?: (stage: Stage, ada: Member) => void;
    readonly may: boolean;
  }

  const allow = (id: string, type: 1 | 2 | 3) => ({ id, type, permission: true });
  const deny = (id: string, type: 1 | 2 | 3) => ({ id, type, permission: false });
  const grant = (stage: Stage, permissions: bigint) => {
    stage.guild.roles.get(stage.guild.id)!.permissions |= permissions;
  };

  const table: Record<string, Setting> = {
    'everybody, by default': { may: true },
    'nobody without Use Application Commands': {
      change: ({ guild }) => {
        guild.roles.get(guild.id)!.permissions &= ~P.UseApplicationCommands;
      },
      may: false,
    },
    'nobody who is timed out': {
      change: ({ world }, ada) => {
        ada.timeoutUntil = world.clock.now() + 1000;
      },
      may: false,
    },
    'not who lacks its default permissions': { data: { default_member_permissions: '32' }, may: false },
    'who has its default permissions': {
      data: { default_member_permissions: '32' },
      change: (stage) => grant(stage, P.ManageGuild),
      may: true,
    },
    'who has the default permissions in this channel': {
      data: { default_member_permissions: P.ManageMessages.toString() },
      change: ({ general, guild }) => {
        general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: P.ManageMessages, deny: 0n });
      },
      may: true,
    },
    'not who has one of two default permissions': {
      data: { default_member_permissions: '40' },
      change: (stage) => grant(stage, P.ManageGuild),
      may: false,
    },
    'nobody but administrators with the default "0"': {
      data: { default_member_permissions: '0' },
      change: (stage) => grant(stage, P.ManageGuild),
      may: false,
    },
    'administrators with the default "0"': {
      data: { default_member_permissions: '0' },
      change: (stage) => grant(stage, P.Administrator),
      may: true,
    },
    'a role that the server lets, whatever the default': {
      data: { default_member_permissions: '0' },
      own: ({ role }) => [allow(role, 1)],
      may: true,
    },
    'not everyone where the server says so': { own: ({ everyone }) => [deny(everyone, 1)], may: false },
    'a role that is let where everyone is not': {
      own: ({ everyone, role }) => [deny(everyone, 1), allow(role, 1)],
      may: true,
    },
    'a person who is let where the role is not': {
      own: ({ role, user }) => [deny(role, 1), allow(user, 2)],
      may: true,
    },
    'not in a channel where the server switched it off': {
      own: ({ channel }) => [deny(channel, 3)],
      may: false,
    },
    'not in any channel when all are switched off': {
      own: ({ everyone }) => [deny(String(BigInt(everyone) - 1n), 3)],
      may: false,
    },
    'in the one channel that is let': {
      own: ({ everyone, channel }) => [deny(String(BigInt(everyone) - 1n), 3), allow(channel, 3)],
      may: true,
    },
    'administrators, whatever the server says': {
      own: ({ everyone, channel }) => [deny(everyone, 1), deny(channel, 3)],
      change: (stage) => grant(stage, P.Administrator),
      may: true,
    },
    'not who may use nothing of the application': {
      general: ({ everyone }) => [deny(everyone, 1)],
      may: false,
    },
    'who may use this command, though nothing else of the application': {
      general: ({ everyone }) => [deny(everyone, 1)],
      own: ({ role }) => [allow(role, 1)],
      may: true,
    },
    'not who lacks the default, though the application is let': {
      data: { default_member_permissions: '8' },
      general: ({ role }) => [allow(role, 1)],
      may: false,
    },
    'not in a channel that is not age-restricted, when the command is': { data: { nsfw: true }, may: false },
    'in an age-restricted channel': {
      data: { nsfw: true },
      change: ({ general }) => {
        general.nsfw = true;
      },
      may: true,
    },
  };

  test.each(Object.entries(table))('%s', (_who, { data, own, general, change, may }) => {
    const stage = setStage(discord);
    const { world, application, guild } = stage;
    const role = createRole(world, guild, { name: 'Staff' });
    const ada = addMember(world, guild, createUser(world, 'ada'), { roles: [role.id] });
    const made = putCommand(world, application, guild, { ...command('close'), ...data });
    const ids = { everyone: guild.id, role: role.id, user: ada.user.id, channel: stage.general.id };
    application.commandPermissions.set(
      guild.id,
      new Map([
        [made.id, own?.(ids) ?? []],
        [application.id, general?.(ids) ?? []],
      ]),
    );
    change?.(stage, ada);
    expect(mayUse(made, ada, stage.general, world.clock.now())).toBe(may);
  });

  test('a command is used where it is offered: in servers, in direct messages, or both', () => {
    const { world, application, guild, general, owner } = setStage(discord);
    const direct = directChannel(world, owner, application.bot);
    const member = guild.members.get(owner.id)!;
    const usable = (data: object, inGuild?: typeof guild) => {
      const made = putCommand(world, application, inGuild, { ...command('close'), ...data });
      const now = world.clock.now();
      return [mayUse(made, member, general, now), mayUse(made, undefined, direct, now)];
    };
    expect(usable({})).toEqual([true, true]);
    expect(usable({ contexts: [0] })).toEqual([true, false]);
    expect(usable({ contexts: [1] })).toEqual([false, true]);
    expect(usable({}, guild)).toEqual([true, false]);
  });

  test('in a thread the settings of its channel count', () => {
    const { world, application, guild } = setStage(discord);
    const ada = addMember(world, guild, createUser(world, 'ada'));
    const channel = createChannel(world, guild, { name: 'quiet', type: ChannelType.GuildText });
    const made = putCommand(world, application, guild, command('close'));
    application.commandPermissions.set(guild.id, new Map([[made.id, [deny(channel.id, 3)]]]));
    const thread = { ...channel, id: '1', parentId: channel.id, thread: {} as never };
    expect(mayUse(made, ada, thread, world.clock.now())).toBe(false);
  });
});
