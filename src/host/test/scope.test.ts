import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GenerationScope } from '../scope.ts';

let reported: [string, string][];
let scope: GenerationScope;

beforeEach(() => {
  vi.useFakeTimers();
  reported = [];
  scope = new GenerationScope((label, error) => reported.push([label, (error as Error).message]));
});
afterEach(() => {
  vi.useRealTimers();
});

const fail = (message: string) => () => {
  throw new Error(message);
};

test('effects are undone once, the newest first, each error told by its label', async () => {
  const undone: string[] = [];
  scope.use('first', () => undone.push('first'));
  scope.use('second', fail('stuck'));
  scope.use('third', async () => undone.push('third'));
  expect(scope.labels()).toEqual(['first', 'second', 'third']);
  expect(await scope.close()).toEqual([{ label: 'second', error: new Error('stuck') }]);
  expect(undone).toEqual(['third', 'first']);
  expect(scope.labels()).toEqual([]);
  expect(scope.signal.aborted).toBe(true);
  expect(await scope.close()).toEqual([]);
  expect(undone).toHaveLength(2);
});

test('an effect that is undone early is not undone again', async () => {
  const undo = vi.fn();
  const now = scope.use('early', undo);
  await now();
  await now();
  await scope.close();
  await now();
  expect(undo).toHaveBeenCalledTimes(1);
});

test('one that never ends is given up after five seconds, and the others are undone', async () => {
  const undone = vi.fn();
  scope.use('other', undone);
  scope.use('endless', () => new Promise(() => {}));
  const closed = scope.close();
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await closed).map(({ label }) => label)).toEqual(['endless']);
  expect(undone).toHaveBeenCalledTimes(1);
});

test('a closed scope refuses: what comes too late is undone at once', async () => {
  await scope.close();
  const undo = vi.fn();
  expect(() => scope.use('late', undo)).toThrow('"late" came after its generation was retired');
  expect(undo).toHaveBeenCalledTimes(1);
  const run = vi.fn();
  expect(() => scope.setTimeout('late', run, 1)).toThrow('came after its generation was retired');
  expect(() => scope.setInterval('late', run, 1)).toThrow('came after its generation was retired');
  await vi.advanceTimersByTimeAsync(100);
  expect(run).not.toHaveBeenCalled();
});

test('timers run until they are taken back or the scope closes; a timeout is no effect any more once it ran', async () => {
  const once = vi.fn();
  const often = vi.fn();
  const never = vi.fn();
  scope.setTimeout('once', once, 10);
  scope.setInterval('often', often, 10);
  scope.setTimeout('never', never, 10)();
  await vi.advanceTimersByTimeAsync(25);
  expect(once).toHaveBeenCalledTimes(1);
  expect(often).toHaveBeenCalledTimes(2);
  expect(scope.labels()).toEqual(['often']);
  await scope.close();
  await vi.advanceTimersByTimeAsync(50);
  expect(often).toHaveBeenCalledTimes(2);
  expect(never).not.toHaveBeenCalled();
});

test('what a timer throws is reported by its label, and the guard runs it', async () => {
  scope.setTimeout('bare', fail('oh'), 1);
  await vi.advanceTimersByTimeAsync(1);
  expect(reported).toEqual([['bare', 'oh']]);
  const guard = vi.fn((_label: string, run: () => unknown) => run());
  scope.guard = guard;
  scope.setTimeout('guarded', async () => fail('no')(), 1);
  await vi.advanceTimersByTimeAsync(1);
  expect(guard).toHaveBeenCalledWith('guarded', expect.any(Function));
  expect(reported.at(-1)).toEqual(['guarded', 'no']);
});
