import type { Command } from '@sapphire/framework';
import { ApplicationCommandType, ApplicationIntegrationType, SlashCommandBuilder } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { TextLibrary } from '../../texts/text-library.ts';
import { commandsOf } from '../command-data.ts';
import { CommandFault } from '../command-limits.ts';

const library = new TextLibrary({ 'en-US': {} }, () => {});
const texts = library.add('pads', {
  'en-US': {
    'commands.pad': 'Books a pad',
    'choices.red': 'Red',
    'menus.report': 'Report',
    long: 'short here',
  },
  'es-ES': {
    'commands.pad': 'Reserva una pista',
    'choices.red': 'Rojo',
    'menus.report': 'Denunciar',
    long: 'x'.repeat(101),
  },
});

/** What a command piece with this registration sends. */
const sent = (register: (registry: Command.Registry) => void) =>
  commandsOf({ registerApplicationCommands: register } as unknown as Command, texts);

const slash = (build: (builder: SlashCommandBuilder) => unknown) =>
  sent((registry) => registry.registerChatInputCommand((builder) => void build(builder)));

describe('texts', () => {
  test('of a description, a choice and an option are sent in every language', () => {
    const [command] = slash((builder) =>
      builder
        .setName('pad')
        .setDescription('commands.pad')
        .addStringOption((option) =>
          option
            .setName('color')
            .setDescription('commands.pad')
            .addChoices({ name: 'choices.red', value: 'red' }, { name: 'Blue', value: 'blue' }),
        ),
    );
    expect(command).toMatchObject({
      name: 'pad',
      description: 'Books a pad',
      description_localizations: { 'es-ES': 'Reserva una pista', 'es-419': 'Reserva una pista' },
      options: [
        {
          description: 'Books a pad',
          choices: [
            { name: 'Red', name_localizations: { 'es-ES': 'Rojo' }, value: 'red' },
            { name: 'Blue', value: 'blue' },
          ],
        },
      ],
    });
  });

  test('of a context menu are its name', () => {
    const [entry] = sent((registry) =>
      registry.registerContextMenuCommand((builder) =>
        builder.setName('menus.report').setType(ApplicationCommandType.Message),
      ),
    );
    expect(entry).toMatchObject({ name: 'Report', name_localizations: { 'es-ES': 'Denunciar' }, type: 3 });
  });

  test('that are no key are sent as they are', () => {
    const [command] = slash((builder) => builder.setName('pad').setDescription('A plain text'));
    expect(command).toMatchObject({ description: 'A plain text' });
    expect(command).not.toHaveProperty('description_localizations.es-ES');
  });
});

test('a command may be given as a builder, as JSON or as a function', () => {
  const given = [
    new SlashCommandBuilder().setName('one').setDescription('commands.pad'),
    { name: 'two', description: 'commands.pad', integrationTypes: [ApplicationIntegrationType.GuildInstall] },
    (builder: SlashCommandBuilder) => builder.setName('three').setDescription('commands.pad'),
  ];
  const commands = sent((registry) =>
    given.forEach((one) => void registry.registerChatInputCommand(one as never)),
  );
  expect(commands.map((command) => [command.name, 'description' in command && command.description])).toEqual([
    ['one', 'Books a pad'],
    ['two', 'Books a pad'],
    ['three', 'Books a pad'],
  ]);
});

describe('what Discord would refuse is a fault that names the command', () => {
  const json = (command: object) => () =>
    sent((registry) => registry.registerChatInputCommand(command as never));
  const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'An option', ...more });

  test.each([
    [
      'a description that is too long in another language',
      { name: 'pad', description: 'long' },
      'description of /pad in es-ES has 101',
      'pad',
    ],
    ['a name with capitals', { name: 'Pad', description: 'x' }, '"Pad" of /Pad cannot be typed', 'Pad'],
    ['a name with a space', { name: 'pad end', description: 'x' }, 'cannot be typed', 'pad end'],
    ['an empty description', { name: 'pad', description: '' }, 'has 0 characters', 'pad'],
    [
      'an option that cannot be typed',
      { name: 'pad', description: 'x', options: [option('a b')] },
      '"a b" of /pad a b',
      'a b',
    ],
    [
      'two options of one name',
      { name: 'pad', description: 'x', options: [option('a'), option('a')] },
      'two options of /pad are named "a"',
      'a',
    ],
    [
      'a required option behind one that is not',
      { name: 'pad', description: 'x', options: [option('a'), option('b', { required: true })] },
      '"b" of /pad is required',
      'b',
    ],
    [
      'too many options',
      {
        name: 'pad',
        description: 'x',
        options: Array.from({ length: 26 }, (_, index) => option(`o${index}`)),
      },
      '26 options',
      'pad',
    ],
    [
      'a choice that is too long',
      {
        name: 'pad',
        description: 'x',
        options: [option('a', { choices: [{ name: 'x'.repeat(101), value: 'x' }] })],
      },
      'has 101 characters, Discord takes 1 to 100',
      'x'.repeat(101),
    ],
    [
      'a value that is too long',
      {
        name: 'pad',
        description: 'x',
        options: [option('a', { choices: [{ name: 'x', value: 'x'.repeat(101) }] })],
      },
      'a value of 101 characters',
      'x',
    ],
    [
      'a whole that is too long',
      {
        name: 'pad',
        description: 'x',
        options: Array.from({ length: 25 }, (_, o) =>
          option(`o${o}`, {
            choices: Array.from({ length: 25 }, (_, c) => ({
              name: `${c} ${'x'.repeat(20)}`,
              value: `${c}`,
            })),
          }),
        ),
      },
      'Discord takes 8000',
      'pad',
    ],
  ])('%s', (_, command, message, quote) => {
    let fault: unknown;
    try {
      json(command)();
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(CommandFault);
    expect((fault as CommandFault).message).toContain(message);
    expect((fault as CommandFault).quote).toBe(quote);
  });

  test('a menu entry whose name is too long', () => {
    const entry = { name: 'x'.repeat(33), type: ApplicationCommandType.User };
    expect(() => sent((registry) => registry.registerContextMenuCommand(entry as never))).toThrow(
      'Discord takes 1 to 32',
    );
  });
});
