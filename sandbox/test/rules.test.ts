import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import type { Rule } from './rules/rule.ts';
import { setStage, startCheckedDiscord } from './stage.ts';

const ADMINISTRATOR = 8n;

const folder = new URL('./rules/', import.meta.url);
const tables: { title: string; rules: readonly Rule[] }[] = [];
for (const file of (await readdir(folder)).sort()) {
  if (file === 'rule.ts') continue;
  const { rules } = (await import(new URL(file, folder).href)) as { rules: readonly Rule[] };
  tables.push({ title: file.replace('.ts', ''), rules });
}

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord();
});
afterAll(() => discord.stop());

test('the table holds at least 120 requests, each with a name of its own', () => {
  const names = tables.flatMap(({ title, rules }) => rules.map((rule) => `${title}: ${rule.name}`));
  expect(names.length).toBeGreaterThanOrEqual(120);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(tables)('$title', ({ rules }) => {
  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    const stage = setStage(discord, { permissions: rule.permissions ?? ADMINISTRATOR });
    const answer = await rule.when(stage);
    expect({ status: answer.status, code: answer.body?.code }, JSON.stringify(answer.body)).toMatchObject({
      status: rule.status,
      ...(rule.code !== undefined && { code: rule.code }),
    });
    if (rule.field) expect(fields(answer.body.errors)).toContain(rule.field);
    if (rule.body) expect(answer.body).toMatchObject(rule.body);
  });
});

/** The leaves of Discord's error tree, as `path CODE`. */
function fields(tree: Record<string, unknown>, path: string[] = []): string[] {
  return Object.entries(tree ?? {}).flatMap(([key, branch]) =>
    key === '_errors'
      ? (branch as { code: string }[]).map(({ code }) => `${path.join('.')} ${code}`.trim())
      : fields(branch as Record<string, unknown>, [...path, key]),
  );
}
