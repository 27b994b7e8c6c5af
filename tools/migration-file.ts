/** What a new migration is called: the number after the last one, and a name. */
export function migrationName(before: readonly { readonly name: string }[], name: string): string {
  const last = Math.max(0, ...before.map((migration) => Number.parseInt(migration.name, 10) || 0));
  return `${String(last + 1).padStart(4, '0')}-${name}`;
}

/** The text of a migration that runs `statements`, one a line. */
export function migrationFile(name: string, statements: string): string {
  const className = name.replace(/^\d+-/, '').replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
  const calls = statements
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
    .map((statement) => `    this.addSql(${quoted(statement)});`);
  return [
    "import { Migration } from '@mikro-orm/migrations';",
    '',
    `export class ${className} extends Migration {`,
    '  override up(): void {',
    ...calls,
    '  }',
    '}',
    '',
  ].join('\n');
}

function quoted(statement: string): string {
  return statement.includes('`') ? JSON.stringify(statement) : `\`${statement.replaceAll('\\', '\\\\')}\``;
}
