import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Jobs } from '@guildhall/sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SalesCharts } from '../sales/sales-charts.ts';

let logFolder: string;
let now: Date;
const warnings: string[] = [];
const added: unknown[] = [];

beforeEach(() => {
  logFolder = mkdtempSync(join(tmpdir(), 'guildhall-charts-'));
  now = new Date('2026-11-21T20:00:00Z');
  warnings.length = 0;
  added.length = 0;
});
afterEach(() => rmSync(logFolder, { recursive: true }));

const jobs: Jobs = { add: async (_em, ...job) => void added.push(job), cancel: async () => {} };
const logger = {
  debug: () => {},
  info: () => {},
  warn: (message: string) => void warnings.push(message),
  error: () => {},
};
const charts = () => new SalesCharts({ jobs, logger, logFolder, clock: { now: () => now } });
const filesOf = (guild: string) => readdirSync(join(logFolder, 'sales', guild)).sort();

test('a picture is kept under its day and name; the newest one of a day counts', async () => {
  await charts().keep('1', ['week', 'USD', 'time'], Buffer.from('old'));
  await charts().keep('1', ['week', 'USD', 'time'], Buffer.from('new'));
  await charts().keep('2', ['week', 'USD', 'time'], Buffer.from('other'));
  expect(filesOf('1')).toEqual(['2026-11-21-week-USD-time.png']);
  expect(readFileSync(join(logFolder, 'sales/1/2026-11-21-week-USD-time.png'), 'utf8')).toBe('new');
});

test('two hundred of a server are kept; the oldest go', async () => {
  const folder = join(logFolder, 'sales', '1');
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < 200; index += 1) {
    writeFileSync(join(folder, `2025-01-01-week-USD-${String(index).padStart(3, '0')}.png`), '');
  }
  await charts().keep('1', ['week', 'USD', 'time'], Buffer.from('new'));
  const files = filesOf('1');
  expect(files).toHaveLength(200);
  expect(files[0]).toBe('2025-01-01-week-USD-001.png');
  expect(files.at(-1)).toBe('2026-11-21-week-USD-time.png');
});

test('a folder that cannot be written to is told in the log, and nothing else', async () => {
  writeFileSync(join(logFolder, 'sales'), 'a file');
  await charts().keep('1', ['week', 'USD', 'time'], Buffer.from('new'));
  expect(warnings).toEqual(['a chart could not be kept']);
});

test('a server that is forgotten loses its pictures; a person, all that show names', async () => {
  for (const guild of ['1', '2']) {
    for (const aspect of ['staff', 'time']) {
      await charts().keep(guild, ['week', 'USD', aspect], Buffer.from('new'));
    }
  }
  await charts().forget({} as never);
  await charts().forget({} as never, '1');
  expect(added).toEqual([
    ['erase-charts', { place: null }],
    ['erase-charts', { place: '1' }],
  ]);
  await charts().erase(null);
  expect([filesOf('1'), filesOf('2')]).toEqual([
    ['2026-11-21-week-USD-time.png'],
    ['2026-11-21-week-USD-time.png'],
  ]);
  await charts().erase('1');
  expect(readdirSync(join(logFolder, 'sales'))).toEqual(['2']);
  await charts().erase('3');
});
