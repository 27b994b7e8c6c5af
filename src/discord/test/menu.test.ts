import type { Command } from '@sapphire/framework';
import { PermissionFlagsBits, SlashCommandBuilder } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Audience } from '../../sdk/capability.ts';
import { menuOf, needsOf, type Viewers } from '../menu.ts';

const nobody: Viewers = { given: [], managersWithoutMessages: false };
const body = (change: (builder: SlashCommandBuilder) => unknown = () => {}) => {
  const builder = new SlashCommandBuilder().setName('pad').setDescription('Pads');
  change(builder);
  return builder.toJSON();
};
const piece = (capability: string | Record<string, string> | undefined) =>
  ({ options: { capability } }) as unknown as Command;

/** Whom Discord shows a command that needs one of `needs`. */
function shownTo(
  needs: readonly string[],
  audience: Audience,
  viewers: Partial<Viewers> = {},
  command = body(),
) {
  const source = {
    plugin: 'pads',
    definition: { capabilities: { host: { default: audience }, end: { default: 'owner' as const } } },
    commands: [command],
    needs: new Map([[command, needs]]),
  };
  return menuOf(source, { ...nobody, ...viewers })[0]!.default_member_permissions ?? null;
}

const messages = String(PermissionFlagsBits.ManageMessages);
const administrators = String(PermissionFlagsBits.Administrator);

describe('a command is shown to', () => {
  test.each([
    ['everyone', null],
    ['staff', messages],
    ['administrators', administrators],
    ['owner', administrators],
  ] as const)('its audience: %s', (audience, expected) => {
    expect(shownTo(['host'], audience)).toBe(expected);
  });

  test('everybody, where it needs nothing or something that nobody declared', () => {
    expect(shownTo([], 'owner')).toBeNull();
    expect(shownTo(['operate'], 'owner')).toBeNull();
  });

  test('the widest of several audiences', () => {
    expect(shownTo(['end'], 'staff')).toBe(administrators);
    expect(shownTo(['host', 'end'], 'staff')).toBe(messages);
    expect(shownTo(['host', 'end'], 'everyone')).toBeNull();
  });

  test('everybody, where somebody was given what it needs, or all of the plugin', () => {
    expect(shownTo(['host', 'end'], 'owner', { given: ['pads.end'] })).toBeNull();
    expect(shownTo(['host'], 'owner', { given: ['pads'] })).toBeNull();
    expect(shownTo(['host'], 'owner', { given: ['pads.end', 'tickets', 'pads.host.more'] })).toBe(
      administrators,
    );
  });

  test('everybody, where some role manages the server and no messages, and it is for staff', () => {
    expect(shownTo(['host'], 'staff', { managersWithoutMessages: true })).toBeNull();
    expect(shownTo(['host'], 'administrators', { managersWithoutMessages: true })).toBe(administrators);
  });

  test('whom it names itself, until somebody was given what it needs', () => {
    const own = body((builder) => builder.setDefaultMemberPermissions(PermissionFlagsBits.BanMembers));
    expect(shownTo(['host'], 'staff', {}, own)).toBe(String(PermissionFlagsBits.BanMembers));
    expect(shownTo(['host'], 'staff', { given: ['pads.host'] }, own)).toBeNull();
  });
});

describe('a command needs', () => {
  const withSubcommands = body((builder) =>
    builder
      .addSubcommand((sub) => sub.setName('list').setDescription('x'))
      .addSubcommandGroup((group) =>
        group
          .setName('host')
          .setDescription('x')
          .addSubcommand((sub) => sub.setName('add').setDescription('x')),
      ),
  );

  test.each([
    ['nothing, when it says nothing', undefined, body(), []],
    ['what it says', 'host', body(), ['host']],
    [
      'one of what its subcommands say',
      { list: 'see', 'host add': 'host' },
      withSubcommands,
      ['see', 'host'],
    ],
    ['nothing, when one of them is for everybody', { 'host add': 'host' }, withSubcommands, []],
    ['nothing, when there are no subcommands to say it', { list: 'see' }, body(), []],
  ] as const)('%s', (_, capability, command, expected) => {
    expect(needsOf(piece(capability), command)).toEqual(expected);
  });
});
