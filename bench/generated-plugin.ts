import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const dataDuties =
  '{ forgetGuild: async () => {}, forgetUser: async () => {}, exportUser: async () => ({}) }';

/** How many there are of each kind of file; with the plugin's own four that is 40. */
const counts = { commands: 8, 'interaction-handlers': 5, listeners: 3, entities: 4, views: 8, rules: 8 };

/** A plugin of 40 TypeScript files: pieces of every kind, tables, views and rules that import each other. */
export class GeneratedPlugin {
  readonly name = 'bulky';
  /** The folder of plugins that it is in. */
  readonly folder: string;

  /** Writes its files. @param folder made when it is not there. */
  constructor(folder: string) {
    this.folder = folder;
    for (const [path, text] of Object.entries(files(this.name))) this.#write(path, text);
    this.save('0', 'in place');
  }

  /**
   * Saves the file that `/pong` reads its answer from, `pong <version>`.
   * @param how `renamed`: a new file takes the place of the old one, as many editors do it.
   */
  save(version: string, how: 'in place' | 'renamed'): void {
    const text = `export const version = '${version}';\n`;
    if (how === 'in place') this.#write('version.ts', text);
    else {
      this.#write('.saving~', text);
      renameSync(join(this.folder, this.name, '.saving~'), join(this.folder, this.name, 'version.ts'));
    }
  }

  #write(path: string, text: string): void {
    const file = join(this.folder, this.name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function files(name: string): Record<string, string> {
  const numbered = (kind: keyof typeof counts, text: (index: number) => string) =>
    Object.fromEntries(
      Array.from({ length: counts[kind] }, (_, index) => [
        `${kind}/${singular[kind]}-${index}.ts`,
        text(index),
      ]),
    );
  const each = <Value>(kind: keyof typeof counts, value: (index: number) => Value) =>
    Array.from({ length: counts[kind] }, (_, index) => value(index));
  const texts = Object.fromEntries(each('commands', (index) => [`command-${index}`, `Command ${index}`]));
  return {
    'package.json': JSON.stringify({
      name: `@guildhall/bench-${name}`,
      version: '1.0.0',
      private: true,
      type: 'module',
      guildhall: { host: '^1' },
    }),
    'locales/en-US.json': JSON.stringify({
      feature: { name: 'Bulky' },
      commands: { pong: 'Answers', ...texts },
    }),
    'plugin.ts': `import { definePlugin } from '@guildhall/sdk';
${each('entities', (index) => `import { Table${index} } from './entities/entity-${index}.ts';`).join('\n')}

export default definePlugin({
  name: '${name}',
  entities: [${each('entities', (index) => `Table${index}`).join(', ')}],
  data: ${dataDuties},
});
`,
    'migrations/sqlite/0001-bulky.ts': `import { Migration } from '@mikro-orm/migrations';

export class Bulky extends Migration {
  override up(): void {
    ${each('entities', (index) => `this.addSql('create table "${name}__table${index}" ("guild" text not null primary key, "value" integer not null)');`).join('\n    ')}
  }
}
`,
    'commands/pong.ts': command('Pong', 'pong', "await interaction.reply('pong ' + version);", [
      "import { version } from '../version.ts';",
    ]),
    ...numbered('commands', (index) =>
      command(`Command${index}`, `command-${index}`, `await respond(interaction, view${index}('pressed'));`, [
        `import { respond } from '@guildhall/sdk';`,
        `import { view${index} } from '../views/view-${index}.ts';`,
      ]),
    ),
    ...numbered(
      'interaction-handlers',
      (index) => `import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { view${index} } from '../views/view-${index}.ts';

export class Handler${index} extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    await update(interaction, view${index}('updated'));
  }
}
`,
    ),
    ...numbered(
      'listeners',
      (index) => `import { Listener } from '@sapphire/framework';
import { rule${index} } from '../rules/rule-${index}.ts';

export class Listener${index} extends Listener {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: 'channelCreate' });
  }

  override run(): void {
    rule${index}([1, 2, 3]);
  }
}
`,
    ),
    ...numbered(
      'entities',
      (index) => `import { defineEntity, p } from '@mikro-orm/core';

export const Table${index} = defineEntity({
  name: 'Table${index}',
  tableName: '${name}__table${index}',
  properties: { guild: p.string().length(20).primary(), value: p.integer() },
});
`,
    ),
    ...numbered(
      'views',
      (index) => `import type { Message } from '@guildhall/sdk';
import { EmbedBuilder } from 'discord.js';
import { rule${index} } from '../rules/rule-${index}.ts';

/** What view ${index} shows. */
export function view${index}(text: string): Message {
  const lines = Array.from({ length: 10 }, (_, line) => \`\${line + 1}. \${text}: \${rule${index}([line, ${index}])}\`);
  return { embeds: [new EmbedBuilder().setTitle('View ${index}').setDescription(lines.join('\\n'))] };
}
`,
    ),
    ...numbered('rules', (index) => {
      const next = index + 1 < counts.rules ? index + 1 : undefined;
      return `${next === undefined ? '' : `import { rule${next} } from './rule-${next}.ts';\n\n`}/** Adds up what rule ${index} counts. */
export function rule${index}(values: readonly number[]): number {
  const sum = values.filter((value) => value % ${index + 2} !== 0).reduce((total, value) => total + value, 0);
  return ${next === undefined ? 'sum' : `sum + rule${next}(values)`};
}
`;
    }),
  };
}

const singular: Readonly<Record<keyof typeof counts, string>> = {
  commands: 'command',
  'interaction-handlers': 'handler',
  listeners: 'listener',
  entities: 'entity',
  views: 'view',
  rules: 'rule',
};

function command(Class: string, name: string, body: string, imports: readonly string[]): string {
  return `import { Command } from '@sapphire/framework';
${imports.join('\n')}

export class ${Class} extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({ name: '${name}', description: 'commands.${name}' });
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
    ${body}
  }
}
`;
}
