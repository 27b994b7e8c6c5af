import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { emptyDatabase, NoServer } from './empty-database.ts';
import { migrationFile, migrationName } from './migration-file.ts';
import { dialects, migrationFolder, missingStatements, root, tablesOf } from './tables.ts';

const usage = `Writes the migrations that bring the tables of a plugin to what its entities say.

  npm run migration -- <plugin> <name>

For example: npm run migration -- pads add-notes
It writes one file for each database, in plugins/<plugin>/migrations/. Read them before you commit them: a column that
was renamed looks like one that was dropped. PostgreSQL needs a server at TEST_POSTGRES_URL.`;

const [owner, name] = process.argv.slice(2);
if (!owner || !/^[a-z][a-z0-9-]*$/.test(name ?? '')) {
  console.error(usage);
  process.exit(1);
}

for (const dialect of dialects) {
  const database = await emptyDatabase(dialect).catch((error: unknown) => {
    if (error instanceof NoServer) {
      console.error(`${dialect}: ${error.message}. Start one and run this again.`);
      process.exitCode = 1;
      return undefined;
    }
    throw error;
  });
  if (!database) {
    continue;
  }
  try {
    const tables = await tablesOf(owner, dialect);
    const statements = await missingStatements(owner, tables, database.connection);
    if (statements === '') {
      console.log(`${dialect}: the tables are what the entities say.`);
      continue;
    }
    const file = migrationName(tables.migrations, name!);
    const folder = migrationFolder(owner, dialect);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${file}.ts`), migrationFile(file, statements));
    console.log(`${dialect}: wrote ${relative(root, join(folder, file))}.ts`);
  } finally {
    await database.drop();
  }
}
