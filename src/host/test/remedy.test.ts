import { expect, test } from 'vitest';
import { newRecord, type PluginRecord } from '../record.ts';
import { remedyFor } from '../remedy.ts';

function running(more: Partial<PluginRecord> = {}): PluginRecord {
  return { ...newRecord('it', '/plugins/it', { disabled: false, unloaded: false }), ...more };
}

/** What is done after each of these runs, `x` for one that failed, a second apart. */
function after(record: PluginRecord, runs: string, start = 0): (string | undefined)[] {
  return [...runs].map((run, index) => remedyFor(record, run === 'x', start + index * 1_000));
}

const previous = {} as PluginRecord['previous'];

test('three failed runs soon after an edit take it back', () => {
  expect(after(running({ previous }), 'xxx')).toEqual([undefined, undefined, 'take-back']);
});

test('a few that fail among many that work do not', () => {
  expect(after(running({ previous }), 'x..x..x..x').filter(Boolean)).toEqual([]);
});

test('without anything to go back to, or after the grace, ten put it in quarantine', () => {
  const ten = [...Array(9).fill(undefined), 'quarantine'];
  expect(after(running(), 'xxxxxxxxxx')).toEqual(ten);
  expect(after(running({ previous }), 'xxxxxxxxxx', 60_000)).toEqual(ten);
});

test('ten over a long time are no reason', () => {
  const record = running();
  for (let minute = 0; minute < 20; minute += 1) {
    expect(remedyFor(record, true, minute * 10_000)).toBeUndefined();
  }
});

test('what is in quarantine already is left alone', () => {
  expect(after(running({ previous, quarantined: true }), 'xxxxxxxxxxxx').filter(Boolean)).toEqual([]);
});
