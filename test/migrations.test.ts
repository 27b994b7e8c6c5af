import { expect, test } from 'vitest';
import { emptyDatabase, NoServer } from '../tools/empty-database.ts';
import { migrationFile, migrationName } from '../tools/migration-file.ts';
import { dialects, missingStatements, tablesOf } from '../tools/tables.ts';
import { pluginNames } from './source-files.ts';

/** Whose tables: the host's or a plugin's. */
const owners = ['host', ...pluginNames()].flatMap((owner) => dialects.map((dialect) => ({ owner, dialect })));

test.for(owners)(
  'the migrations of $owner make the tables that its entities say, on $dialect',
  async ({ owner, dialect }, { skip, onTestFinished }) => {
    const database = await emptyDatabase(dialect).catch((error) => {
      throw error instanceof NoServer ? skip(error.message) : error;
    });
    onTestFinished(() => database.drop());
    const tables = await tablesOf(owner, dialect);

    expect(await missingStatements(owner, tables, database.connection)).toBe('');
    expect(tables.migrations.length > 0).toBe(tables.entities.length > 0);
  },
);

test('a new migration is numbered after the last one and runs each statement', () => {
  expect(migrationName([], 'first')).toBe('0001-first');
  expect(migrationName([{ name: '0009-a' }, { name: '0010-b' }], 'add-notes')).toBe('0011-add-notes');

  const file = migrationFile(
    '0011-add-notes',
    'alter table "a" add "note" text null;\ncreate index `i` on `a` (`note`);\n',
  );
  expect(file).toContain('export class AddNotes extends Migration');
  expect(file).toContain('this.addSql(`alter table "a" add "note" text null`);');
  expect(file).toContain('this.addSql("create index `i` on `a` (`note`)");');
});

test('a table that no migration makes is found', async () => {
  const { connection, drop } = await emptyDatabase('sqlite');
  const { entities } = await tablesOf('host', 'sqlite');
  const missing = await missingStatements('host', { entities, migrations: [] }, connection);
  await drop();

  expect(missing).toContain('create table `host__job`');
});
