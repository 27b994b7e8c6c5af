import { commandFile, type Files, type PluginPlan, pluginFiles, simplePlugin } from './third-party.ts';

/** A plugin that works, with a migration of its own, so that a second one can fail. */
export const good: Files = {
  ...simplePlugin('victim', "'it works'"),
  'migrations/sqlite/0001-first.ts': `import { Migration } from '@mikro-orm/migrations';
export class First extends Migration {
  override up(): void {
    this.addSql('create table victim__thing (id integer primary key)');
  }
}
`,
};

/** A way in which files of it can be broken. */
export interface Breach {
  readonly how: string;
  readonly files: Files;
  /** What people are told is wrong. */
  readonly says: string;
  readonly place: string;
  readonly state?: string;
}

const plain = pluginFiles('victim');
/** Its `plugin.ts`, made otherwise. */
export const plugin = (plan: PluginPlan) => ({
  'plugin.ts': pluginFiles('victim', plan)['plugin.ts']!,
});

/** Its `plugin.ts` with other data duties. */
const duties = (data: string) => (plain['plugin.ts'] as string).replace(/(?<=data: ).*(?=,\n)/, data);

/** All that can be wrong with a plugin's files. The neighbour is another plugin, with a command of its name. */
export const breaches: Breach[] = [
  {
    how: 'a syntax error',
    files: { 'commands/victim.ts': 'export class Victim {\n  nonsense(;\n}\n' },
    says: 'Expected identifier but found ";"',
    place: 'victim/commands/victim.ts:2',
  },
  {
    how: 'an import of a file that is not there',
    files: plugin({ head: "import './nowhere.ts';" }),
    says: 'Could not resolve "./nowhere.ts"',
    place: 'victim/plugin.ts:2',
  },
  {
    how: "an import of another plugin's file",
    files: plugin({ head: "import '../neighbour/plugin.ts';" }),
    says: '"../neighbour/plugin.ts" is not in the plugin\'s folder',
    place: 'victim/plugin.ts:2',
  },
  {
    how: 'a locale file with a comma too few',
    files: { 'locales/es-ES.json': '{\n  "a": "b"\n  "c": "d"\n}\n' },
    says: "Expected ',' or '}'",
    place: 'victim/locales/es-ES.json:3',
  },
  {
    how: 'an import of a package that is not installed',
    files: plugin({ head: "import 'left-pad-of-nobody';" }),
    says: 'the package "left-pad-of-nobody" is not installed',
    place: 'victim/plugin.ts:2',
  },
  {
    how: 'an import of something that the SDK does not have',
    files: plugin({ head: "import { respnd } from '@guildhall/sdk';", setup: 'respnd();' }),
    says: '@guildhall/sdk has nothing called "respnd": did you mean "respond"?',
    place: 'victim/plugin.ts:2',
  },
  {
    how: 'a setup that throws',
    files: plugin({ setup: "throw new Error('no luck today');" }),
    says: 'no luck today',
    place: 'victim/plugin.ts:8',
  },
  {
    how: 'a file that throws while it is loaded',
    files: { 'commands/victim.ts': `\nthrow new Error('not at all');\nexport {};\n` },
    says: 'not at all',
    place: 'victim/commands/victim.ts:2',
  },
  {
    how: 'a package.json that is no JSON',
    files: { 'package.json': '{ "version": 1.0.0 }' },
    says: 'package.json is not JSON',
    place: 'victim/package.json',
  },
  {
    how: 'a version that is none',
    files: { 'package.json': { ...(plain['package.json'] as object), version: 'new' } },
    says: 'expected a version such as 1.0.0',
    place: 'victim/package.json:3',
  },
  {
    how: 'another host that it was written for',
    files: { 'package.json': { ...(plain['package.json'] as object), guildhall: { host: '^7' } } },
    says: 'needs host ^7',
    place: 'victim/package.json',
  },
  {
    how: 'another name in definePlugin',
    files: { 'plugin.ts': (plain['plugin.ts'] as string).replace("'victim'", "'culprit'") },
    says: 'the name "culprit" must be the name of the folder',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a data duty that is missing',
    files: { 'plugin.ts': duties('{ forgetGuild: async () => {}, forgetUser: async () => {} } as never') },
    says: 'data.exportUser is missing',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'data duties that are made of its parts, and are not all there',
    files: { 'plugin.ts': duties('() => ({ forgetGuild: async () => {} }) as never') },
    says: 'data.forgetUser is missing',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a migration that fails',
    files: {
      'migrations/sqlite/0002-second.ts': (good['migrations/sqlite/0001-first.ts'] as string).replace(
        'First',
        'Second',
      ),
    },
    says: 'victim__thing',
    place: 'victim/migrations/sqlite/0002-second.ts:3',
  },
  {
    how: 'two commands of one name',
    files: { 'commands/writes-again.ts': Object.values(commandFile('victim', 'victim', "'mine'"))[0]! },
    says: 'two commands are named "victim"',
    place: 'victim/commands/writes-again.ts:7',
  },
  {
    how: 'a command of another plugin',
    files: commandFile('victim', 'neighbour', "'mine'"),
    says: 'belongs to the plugin neighbour',
    place: 'victim/commands/neighbour.ts:7',
  },
  {
    how: 'a command of the host',
    files: commandFile('victim', 'features', "'mine'"),
    says: 'belongs to the plugin guildhall',
    place: 'victim/commands/features.ts:7',
  },
  {
    how: 'a file without a piece',
    files: { 'listeners/nothing.ts': '\nexport const nothing = 1;\n' },
    says: 'exports one class of its kind, and this has none',
    place: 'victim/listeners/nothing.ts:2',
  },
  {
    how: 'a service that it says it provides, and does not',
    files: plugin({ declares: "provides: ['air']," }),
    says: 'plugin.ts says it provides "air", and setup does not',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a text where a list of services belongs',
    files: plugin({ declares: "uses: { required: 'water' as never }," }),
    says: 'uses.required is a list',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'an intent that Discord does not have',
    files: plugin({ declares: "intents: ['GuildMember']," }),
    says: 'intents: Discord has none that is called "GuildMember"',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a permission that Discord does not have',
    files: plugin({ declares: "permissions: ['SendMessage']," }),
    says: 'permissions: Discord has none that is called "SendMessage"',
    place: 'victim/plugin.ts:3',
  },
  {
    how: 'a required service that nobody provides',
    files: plugin({ declares: "uses: { required: ['water'] }," }),
    says: 'water',
    place: '',
    state: 'waiting',
  },
];
