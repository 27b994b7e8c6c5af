import { bodyRules, letters, many } from '../body-rows.ts';
import type { Rule } from './rule.ts';

const command = (name: string, more: object = {}) => ({ name, description: 'a', ...more });
const option = (name: string, more: object = {}) => ({ type: 3, name, description: 'a', ...more });
const options = (...list: object[]) => [command('a', { options: list })];
const sub = (name: string, ...list: object[]) => ({ type: 1, name, description: 'a', options: list });
const group = (name: string, ...list: object[]) => ({ type: 2, name, description: 'a', options: list });
const choice = (value: string | number) => ({ name: 'a', value });

/** A command whose names, descriptions and choices are 7,985 characters, and `more`. */
const large = (more: number) =>
  options(
    ...['a', 'b', 'c'].map((name) =>
      option(name, {
        choices: many(25, (index) => ({ name: letters(5), value: letters(100 - 2) + (10 + index) })),
      }),
    ),
    option('d', { description: letters(100) }),
    option('e', { description: letters(more) }),
  );

/** Commands of a guild, as a bot publishes them all at once. */
export const rules: readonly Rule[] = bodyRules(
  ({ api, application, guild }, body) =>
    api('PUT', `/applications/${application.id}/guilds/${guild.id}/commands`, body),
  200,
  [
    ['no commands', []],
    ['a body that is no list', { name: 'a' }, 'LIST_TYPE_CONVERT'],
    ['a name of 32', [command(letters(32))]],
    ['a name of 33', [command(letters(33))], '0.name BASE_TYPE_BAD_LENGTH'],
    ['a name in upper case', [command('Ticket')], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [command('my ticket')], '0.name STRING_TYPE_REGEX'],
    ['names of other scripts', [command('チケット'), command('टिकट'), command("it's-a_name9")]],
    ['no name', [{ description: 'a' }], '0.name BASE_TYPE_REQUIRED'],
    ['no description', [{ name: 'a' }], '0.description BASE_TYPE_REQUIRED'],
    ['an empty description', [command('a', { description: '' })], '0.description BASE_TYPE_BAD_LENGTH'],
    ['a description of 100', [command('a', { description: letters(100) })]],
    [
      'a description of 101',
      [command('a', { description: letters(101) })],
      '0.description BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a translated name in upper case',
      [command('a', { name_localizations: { de: 'Karte' } })],
      '0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'translations that are a list',
      [command('a', { name_localizations: ['karte'] })],
      '0.name_localizations DICT_TYPE_CONVERT',
    ],
    [
      'a translation into no language',
      [command('a', { name_localizations: { xx: 'karte' } })],
      '0.name_localizations.xx BASE_TYPE_CHOICES',
    ],
    ['a user command with spaces', [{ type: 2, name: 'Open a Ticket' }]],
    [
      'a user command with a description',
      [command('Ticket', { type: 2 })],
      '0.description APPLICATION_COMMAND_INVALID_DESCRIPTION',
    ],
    [
      'a message command with options',
      [{ type: 3, name: 'Ticket', options: [option('a')] }],
      '0.options APPLICATION_COMMAND_INVALID_OPTIONS',
    ],
    ['one name twice', [command('a'), command('b'), command('a')], '2 APPLICATION_COMMANDS_DUPLICATE_NAME'],
    ['one name for two types', [command('a'), { type: 2, name: 'a' }, { type: 3, name: 'a' }]],
    ['100 chat commands', many(100, (index) => command(`a${index}`))],
    ['101 chat commands', many(101, (index) => command(`a${index}`)), 30032],
    [
      '15 user and 15 message commands',
      many(30, (index) => ({ type: index < 15 ? 2 : 3, name: `a${index}` })),
    ],
    ['16 user commands', many(16, (index) => ({ type: 2, name: `a${index}` })), 30032],
    ['16 message commands', many(16, (index) => ({ type: 3, name: `a${index}` })), 30032],
    ['permissions as a text', [command('a', { default_member_permissions: '8' })]],
    [
      'permissions that are none',
      [command('a', { default_member_permissions: 'admin' })],
      '0.default_member_permissions NUMBER_TYPE_COERCE',
    ],

    ['25 options', options(...many(25, (index) => option(`a${index}`)))],
    ['26 options', options(...many(26, (index) => option(`a${index}`))), '0.options BASE_TYPE_MAX_LENGTH'],
    [
      'an option name in upper case',
      options(option('Name')),
      '0.options.0.name APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      'an option without a description',
      options({ type: 3, name: 'a' }),
      '0.options.0.description BASE_TYPE_REQUIRED',
    ],
    ['an option of an unknown type', options(option('a', { type: 42 })), '0.options.0 UNION_TYPE_CHOICES'],
    [
      'one option name twice',
      options(option('a'), option('a')),
      '0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    ],
    ['required before optional', options(option('a', { required: true }), option('b'))],
    [
      'required after optional',
      options(option('a'), option('b', { required: true })),
      '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'required after optional in a subcommand',
      options(sub('a', option('a'), option('b', { required: true }))),
      '0.options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    ['25 choices', options(option('a', { choices: many(25, (index) => choice(`${index}`)) }))],
    [
      '26 choices',
      options(option('a', { choices: many(26, (index) => choice(`${index}`)) })),
      '0.options.0.choices BASE_TYPE_MAX_LENGTH',
    ],
    ['a choice value of 100', options(option('a', { choices: [choice(letters(100))] }))],
    [
      'a choice value of 101',
      options(option('a', { choices: [choice(letters(101))] })),
      '0.options.0.choices.0.value BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a word for an integer choice',
      options(option('a', { type: 4, choices: [choice('a')] })),
      '0.options.0.choices.0.value NUMBER_TYPE_COERCE',
    ],
    [
      'a fraction for an integer choice',
      options(option('a', { type: 4, choices: [choice(1.5)] })),
      '0.options.0.choices.0.value NUMBER_TYPE_COERCE',
    ],
    ['a fraction for a number choice', options(option('a', { type: 10, choices: [choice(1.5)] }))],
    [
      'choices with autocomplete',
      options(option('a', { autocomplete: true, choices: [choice('a')] })),
      '0.options.0.autocomplete APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
    ],
    ['autocomplete of a text', options(option('a', { autocomplete: true }))],
    [
      'autocomplete of a user',
      options(option('a', { type: 6, autocomplete: true })),
      '0.options.0.autocomplete APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    ['autocomplete of a user, switched off', options(option('a', { type: 6, autocomplete: false }))],
    [
      'a smallest value of a text',
      options(option('a', { min_value: 1 })),
      '0.options.0.min_value APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a smallest value above the largest',
      options(option('a', { type: 4, min_value: 2, max_value: 1 })),
      '0.options.0.min_value NUMBER_TYPE_MAX',
    ],
    [
      'a shortest length above the longest',
      options(option('a', { min_length: 2, max_length: 1 })),
      '0.options.0.min_length NUMBER_TYPE_MAX',
    ],
    [
      'a max_length of 6,001',
      options(option('a', { max_length: 6001 })),
      '0.options.0.max_length NUMBER_TYPE_MAX',
    ],

    ['subcommands and a group', options(sub('a', option('a')), group('b', sub('c', option('a'))))],
    [
      'a subcommand beside an option',
      options(sub('a'), option('b')),
      '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'an option in a group',
      options(group('a', option('b'))),
      '0.options.0.options.0.type BASE_TYPE_CHOICES',
    ],
    ['a group in a group', options(group('a', group('b'))), '0.options.0.options.0.type BASE_TYPE_CHOICES'],
    ['a subcommand in a subcommand', options(sub('a', sub('b'))), '0.options.0.options.0 UNION_TYPE_CHOICES'],
    [
      'one subcommand twice',
      options(sub('a'), sub('a')),
      '0.options.1 APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    ],
    ['8,000 characters', large(15)],
    ['8,001 characters', large(16), '0 APPLICATION_COMMAND_TOO_LARGE'],
    [
      '8,001 characters in the longest translation',
      [{ ...large(15)[0], description_localizations: { de: 'aa', fr: 'a' } }],
      '0 APPLICATION_COMMAND_TOO_LARGE',
    ],
  ],
);
