import type { DatabaseKind } from '../../stage/stage-database.ts';

/** A plugin of somebody else that keeps notes of people, with or without migrations: its files by path. */
export interface ShopPlan {
  /** The plugin's name, which its tables carry. */
  readonly name?: string;
  /** More fields of the entity, as code. */
  readonly fields?: string;
  /** Migrations by name: their statements. Without any, the table follows the entity. */
  readonly migrations?: Readonly<Record<string, readonly string[]>>;
  readonly database: DatabaseKind;
}

export function shopFiles({
  name = 'shop',
  fields = '',
  migrations = {},
  database,
}: ShopPlan): Record<string, string | object> {
  return {
    'package.json': { name, version: '1.0.0', type: 'module', guildhall: { host: '^1' } },
    'entities/note.ts': `
import { defineEntity, p } from '@mikro-orm/core';

export const Note = defineEntity({
  name: 'Note',
  properties: { id: p.string().primary(), guild: p.string(), user: p.string(), text: p.string(), ${fields} },
});
`,
    'plugin.ts': `
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { definePlugin } from '@guildhall/sdk';
import { Note } from './entities/note.ts';

export default definePlugin({
  name: '${name}',
  entities: [Note],
  data: {
    forgetGuild: async (em, guild) => void (await em.nativeDelete(Note, { guild })),
    forgetUser: async (em, user) => {
      if (existsSync(join(process.env.LOG_DIR!, '${name}-is-broken'))) {
        throw new Error('out of order');
      }
      await em.nativeDelete(Note, { user });
    },
    exportUser: async (em, user) => ({
      notes: (await em.find(Note, { user })).map(({ guild, text }) => ({ guild, text })),
    }),
  },
});
`,
    [`commands/${name}.ts`]: `
import { randomUUID } from 'node:crypto';
import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { Note } from '../entities/note.ts';
import plugin from '../plugin.ts';

export class NoteCommand extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName('${name}')
        .setDescription('Notes')
        .addStringOption((option) => option.setName('text').setDescription('What').setRequired(true)),
    );
  }
  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const note = { id: randomUUID(), guild: interaction.guildId, user: interaction.user.id };
    const text = interaction.options.getString('text', true);
    await plugin.host.database.read().insert(Note, { ...note, text } as never);
    await respond(interaction, { content: 'noted by generation ' + plugin.host.generation, private: true });
  }
}
`,
    ...Object.fromEntries(
      Object.entries(migrations).map(([file, statements]) => [
        `migrations/${database === 'postgres' ? 'postgresql' : 'sqlite'}/${file}.ts`,
        migrationFile(statements),
      ]),
    ),
    'locales/en-US.json': { feature: { name, help: 'Notes' } },
  };
}

/** The migration that makes the table of {@link shopFiles}. */
export const firstTable = (name = 'shop') =>
  `create table ${name}__note (id varchar(255) not null primary key, guild varchar(255) not null, "user" varchar(255) not null, text varchar(255) not null)`;

export const migrationFile = (statements: readonly string[]) => `
import { Migration } from '@mikro-orm/migrations';

export class AnyMigration extends Migration {
  override up(): void {
${statements.map((statement) => `    this.addSql(${JSON.stringify(statement)});`).join('\n')}
  }
}
`;
