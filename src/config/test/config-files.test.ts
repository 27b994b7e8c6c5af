import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type SettingsSchema, setting } from '../../sdk/settings.ts';
import { ConfigFiles } from '../config-files.ts';
import { type ConfigChange, describeProblem } from '../config-layer.ts';

const guild = '123456789012345678';
const guildFile = `guilds/${guild}.json`;

let folder: string;
let schemas: Record<string, SettingsSchema>;
let logged: { level: number; msg: string }[];
let config: ConfigFiles | undefined;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'guildhall-config-')), 'config');
  logged = [];
  schemas = {
    pads: z.object({
      pads: setting.number({ default: 9, min: 1, max: 25 }),
      names: setting.names({ max: 25 }),
      maximum: setting.duration({ default: 120, min: 10, max: 720 }),
      board: setting.channel(),
    }),
    bare: z.object({}),
  };
});

afterEach(async () => {
  await config?.close();
  config = undefined;
  rmSync(dirname(folder), { recursive: true, force: true });
});

async function open(options: { readonly quiet?: boolean } = {}): Promise<ConfigFiles> {
  config = await ConfigFiles.open({
    ...options,
    folder,
    schemaOf: (plugin) => schemas[plugin],
    logger: pino({}, { write: (line) => logged.push(JSON.parse(line)) }),
  });
  return config;
}

function write(name: string, content: unknown): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

/** As long as it takes where many tests run at once. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

/** The problems as sentences, without the folder's name before them. */
const sentences = () =>
  config!.problems().map((problem) => describeProblem(problem).replace(/^config\//, ''));

test('what a new guild begins with, and what is fixed for one guild', async () => {
  write('default.json', { features: { pads: true }, settings: { pads: { pads: 4 } }, locale: 'es-ES' });
  write(guildFile, { settings: { pads: { pads: 12 } }, timeZone: 'Europe/Madrid', prefix: '?' });
  const files = await open();
  expect(files.defaults()).toEqual({
    file: 'config/default.json',
    features: { pads: true },
    settings: { pads: { pads: 4 } },
    locale: 'es-ES',
  });
  expect(files.ofGuild(guild)).toEqual({
    file: `config/${guildFile}`,
    features: {},
    settings: { pads: { pads: 12 } },
    timeZone: 'Europe/Madrid',
    prefix: '?',
  });
  expect(files.ofGuild('234567890123456789')).toBeUndefined();
  expect(sentences()).toEqual([]);
});

test('without any file nothing is decided', async () => {
  const files = await open();
  expect(files.defaults()).toMatchObject({ features: {}, settings: {} });
  expect(files.problems()).toEqual([]);
});

test('a folder that comes later counts as soon as it is there', async () => {
  const files = await open();
  write(guildFile, { features: { pads: false } });
  await eventually(() => expect(files.ofGuild(guild)?.features).toEqual({ pads: false }));
});

test('a changed file counts, whether it is written over or put in its place by a rename', async () => {
  write('default.json', { features: { pads: true } });
  const files = await open();
  write('default.json', { features: { pads: false } });
  await eventually(() => expect(files.defaults().features).toEqual({ pads: false }));

  write('default.json.new', { features: { bare: true } });
  renameSync(join(folder, 'default.json.new'), join(folder, 'default.json'));
  await eventually(() => expect(files.defaults().features).toEqual({ bare: true }));
});

test('a guild file that is removed fixes nothing any more', async () => {
  write(guildFile, { features: { pads: true } });
  const files = await open();
  rmSync(join(folder, guildFile));
  await eventually(() => expect(files.ofGuild(guild)).toBeUndefined());
});

test('a folder that is removed and comes back is followed', async () => {
  write(guildFile, { features: { pads: true } });
  const files = await open();
  rmSync(folder, { recursive: true });
  await eventually(() => expect(files.ofGuild(guild)).toBeUndefined());
  write(guildFile, { features: { bare: true } });
  await eventually(() => expect(files.ofGuild(guild)?.features).toEqual({ bare: true }));
});

test('a file that breaks is named with line and column, and what it said before stays in force', async () => {
  write(guildFile, { features: { pads: true } });
  const files = await open();
  write(guildFile, '{\n  "features": { "pads": false },\n}');
  await eventually(() =>
    expect(sentences()).toEqual([
      `${guildFile}:2:32: this is not valid JSON: JSON does not support trailing commas`,
    ]),
  );
  expect(files.problems()[0]).toMatchObject({ guild, severity: 'error' });
  expect(files.ofGuild(guild)?.features).toEqual({ pads: true });

  write(guildFile, { features: { pads: false } });
  await eventually(() => expect(files.ofGuild(guild)?.features).toEqual({ pads: false }));
  expect(sentences()).toEqual([]);
});

test('a wrong value leaves the whole file as it was before', async () => {
  write(guildFile, { features: { pads: true }, settings: { pads: { pads: 5 } } });
  const files = await open();
  write(guildFile, { features: { pads: false }, settings: { pads: { pads: 99 } } });
  await eventually(() =>
    expect(sentences()).toEqual([
      `${guildFile}: settings.pads.pads: expected a whole number from 1 to 25, not 99`,
    ]),
  );
  expect(files.ofGuild(guild)).toMatchObject({ features: { pads: true }, settings: { pads: { pads: 5 } } });
});

test('of a file that is wrong from the beginning, what is right counts', async () => {
  write(guildFile, { features: { pads: true, bare: 'on' }, settings: { pads: { pads: 0, board: guild } } });
  const files = await open();
  expect(files.ofGuild(guild)).toMatchObject({
    features: { pads: true },
    settings: { pads: { board: guild } },
  });
  write(guildFile, '{');
  await eventually(() => expect(sentences()).toEqual([expect.stringContaining('not valid JSON')]));
  expect(files.ofGuild(guild)).toMatchObject({
    features: { pads: true },
    settings: { pads: { board: guild } },
  });
});

test.each<[name: string, content: unknown, sentence: string]>([
  ['another form', [1], 'default.json: expected an object in braces, not [1]'],
  ['an empty file', '', 'default.json:1:1: this is not valid JSON: Unexpected end of file in JSON'],
  [
    'an unknown name',
    { feature: {} },
    'default.json: feature: nothing has this name here; expected one of: $schema, features, settings, locale, timeZone, prefix',
  ],
  [
    'a switch',
    { features: { pads: 'yes' } },
    'default.json: features.pads: expected true or false, not "yes"',
  ],
  ['settings', { settings: { pads: 9 } }, 'default.json: settings.pads: expected an object in braces, not 9'],
  [
    'an unknown setting',
    { settings: { pads: { pad: 1 } } },
    'default.json: settings.pads.pad: nothing has this name here; expected one of: pads, names, maximum, board',
  ],
  [
    'a setting of a plugin without any',
    { settings: { bare: { constructor: 1 } } },
    'default.json: settings.bare.constructor: nothing has this name here; expected one of: nothing',
  ],
  [
    'a time',
    { settings: { pads: { maximum: '2h' } } },
    'default.json: settings.pads.maximum: expected a whole number of minutes from 10 to 720, not "2h"',
  ],
  [
    'an id without quotes',
    { settings: { pads: { board: 42 } } },
    'default.json: settings.pads.board: expected an id of 17 to 20 digits in quotes or null, not 42',
  ],
  [
    'an entry of a list',
    { settings: { pads: { names: ['one', ''] } } },
    'default.json: settings.pads.names.1: expected a text in quotes of 1 to 40 characters, not ""',
  ],
  [
    'a language',
    { locale: 'Spanish' },
    'default.json: locale: expected a language as Discord names it, such as "es-ES", not "Spanish"',
  ],
  [
    'a time zone',
    { timeZone: 'Madrid' },
    'default.json: timeZone: expected a time zone such as Europe/Madrid, not "Madrid"',
  ],
  [
    'a prefix',
    { prefix: '' },
    'default.json: prefix: expected a text in quotes of 1 to 5 characters, not ""',
  ],
])('a problem names the file, the path and what was expected: %s', async (_name, content, sentence) => {
  write('default.json', content);
  await open();
  expect(sentences()).toEqual([sentence]);
});

test('people are told a file by its place in the folder, and never where the folder lies', async () => {
  mkdirSync(join(folder, guildFile), { recursive: true });
  write('default.json', { prefix: 1 });
  write('guilds/my-server.json', {});
  const files = await open();
  expect(files.problems().map(describeProblem)).toEqual([
    'config/default.json: prefix: expected a text in quotes of 1 to 5 characters, not 1',
    `config/${guildFile}: the file cannot be read: EISDIR: illegal operation on a directory`,
    expect.stringMatching(/^config\/guilds\/my-server\.json: /),
  ]);
});

test('a byte order mark is no problem', async () => {
  write('default.json', '\uFEFF{ "features": { "pads": true } }');
  expect((await open()).defaults().features).toEqual({ pads: true });
});

test("a file in guilds/ that is not named by a server's id is a problem; other files are none", async () => {
  write('guilds/my-server.json', {});
  write('guilds/README.md', 'x');
  write('guilds/.123.json.swp', 'x');
  write('notes.txt', 'x');
  await open();
  expect(sentences()).toEqual([
    "guilds/my-server.json: expected the server's id as the file's name: 17 to 20 digits, then .json",
  ]);
});

test('a plugin that is not there is a warning, and its values count', async () => {
  write('default.json', { features: { chess: true }, settings: { chess: { board: 8 } } });
  const files = await open();
  expect(files.problems()).toMatchObject([
    { severity: 'warning', path: 'features.chess' },
    { severity: 'warning', path: 'settings.chess' },
  ]);
  expect(files.defaults()).toMatchObject({ features: { chess: true }, settings: { chess: { board: 8 } } });
});

test("when a plugin comes with other settings, the files are held to them, and what doesn't fit is left out", async () => {
  write('default.json', { features: { chess: true }, settings: { chess: { board: 8, clock: true } } });
  const files = await open();
  schemas.chess = z.object({
    board: setting.choice(['small', 'large'], { default: 'small' }),
    clock: setting.toggle({ default: false }),
  });
  files.recheck();
  expect(sentences()).toEqual([
    'default.json: settings.chess.board: expected one of "small", "large", not 8',
  ]);
  expect(files.defaults()).toMatchObject({ features: { chess: true }, settings: { chess: { clock: true } } });
  expect(files.defaults().settings.chess).not.toHaveProperty('board');

  delete schemas.chess;
  files.recheck();
  expect(files.defaults().settings.chess).toEqual({ board: 8, clock: true });
});

test('listeners are told whose values changed, and nothing when none did', async () => {
  write('default.json', { features: { pads: true } });
  write(guildFile, {});
  const files = await open();
  const told: ConfigChange[] = [];
  const stop = files.onChange((change) => told.push(change));
  files.recheck();
  expect(told).toEqual([]);

  write(guildFile, { prefix: '?' });
  await eventually(() => expect(told).toEqual([{ defaults: false, guilds: [guild] }]));
  write('default.json', {});
  await eventually(() => expect(told).toHaveLength(2));
  expect(told[1]).toEqual({ defaults: true, guilds: [] });
  rmSync(join(folder, guildFile));
  await eventually(() => expect(told).toHaveLength(3));
  expect(told[2]).toEqual({ defaults: false, guilds: [guild] });

  stop();
  write(guildFile, { prefix: '!' });
  await eventually(() => expect(files.ofGuild(guild)?.prefix).toBe('!'));
  expect(told).toHaveLength(3);
});

test('a listener that fails keeps neither the others nor the next change from being told', async () => {
  const files = await open();
  const told: ConfigChange[] = [];
  files.onChange(() => {
    throw new Error('not mine');
  });
  files.onChange((change) => told.push(change));
  write('default.json', { features: { pads: true } });
  await eventually(() => expect(told).toHaveLength(1));
  write('default.json', {});
  await eventually(() => expect(told).toHaveLength(2));
  expect(logged.map(({ msg }) => msg)).toContain('A change of the config files was not taken in');
});

test('a problem is logged once, and that all is right again too', async () => {
  write('default.json', { prefix: 1 });
  const files = await open();
  files.recheck();
  expect(logged).toMatchObject([
    { level: 50, msg: expect.stringContaining('default.json: prefix: expected') },
  ]);
  write('default.json', { prefix: '!' });
  await eventually(() =>
    expect(logged.map(({ msg }) => msg).at(-1)).toBe('The config files are right again'),
  );
});

test('while the plugins are still on their way nothing is logged, and what is wrong is not forgotten', async () => {
  const { pads, ...others } = schemas;
  schemas = others;
  write('default.json', { features: { pads: true, gone: true } });
  const files = await open({ quiet: true });
  schemas = { pads: pads!, ...others };
  files.recheck();
  expect(logged).toEqual([]);

  files.announce();
  expect(logged.map(({ msg }) => msg)).toEqual([expect.stringContaining('gone')]);
});
