import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { readEnvironment } from '../environment.ts';
import { type Variable, variables } from '../variables.ts';

const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');

/** One paragraph of `.env.example`; what has no default and is not needed, or has one, is commented out. */
function paragraph(name: string, { purpose, example, default: standard, schema }: Variable): string {
  const needed = standard === undefined && !schema.safeParse(undefined).success;
  const setting = needed ? `${name}=` : `# ${name}=${standard || example}`;
  return `# ${purpose}\n${setting}\n`;
}

test('.env.example lists every variable with what it is for, and nothing else', () => {
  const expected = Object.entries<Variable>(variables).map(([name, variable]) => paragraph(name, variable));
  expect(text).toBe(`# Copy this file to .env. Only the first is needed.\n\n${expected.join('\n')}`);
});

test('.env.example with a token in it is an environment that works', () => {
  const filled = text.replace('DISCORD_TOKEN=', 'DISCORD_TOKEN=aaa.bbb.ccc').replace(/^# (?=[A-Z_]+=)/gm, '');
  expect(Object.keys(parse(filled))).toEqual(Object.keys(variables));
  expect(() => readEnvironment(parse(filled))).not.toThrow();
});
