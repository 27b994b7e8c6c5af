import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandPublisher, type CommandSet } from '../publisher.ts';

const one = '100000000000000001';
const two = '100000000000000002';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Guilds with menus, and a Discord that takes them, or not. */
class Menus {
  readonly sent: { guild: string; names: string[] }[] = [];
  readonly logged: string[] = [];
  desired = new Map<string, string[]>();
  hashes = new Map<string, string>();
  refuse: (() => Error | undefined) | undefined;
  /** Set to let requests hang until it is called. */
  hold: Promise<void> | undefined;

  publisher(application = '900000000000000001'): CommandPublisher {
    return new CommandPublisher({
      application,
      desired: async (guild) =>
        (this.desired.get(guild) ?? []).map((name) => ({ name, description: name })) as CommandSet,
      stored: async (guild) => this.hashes.get(guild),
      store: async (guild, hash) => void this.hashes.set(guild, hash),
      put: async (guild, commands) => {
        const error = this.refuse?.();
        if (error) {
          throw error;
        }
        this.sent.push({ guild, names: commands.map(({ name }) => name) });
        await this.hold;
      },
      logger: {
        debug: () => {},
        info: () => {},
        warn: () => {},
        error: (message) => void this.logged.push(message),
      },
    });
  }
}

const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a guild whose menu changed gets it in one request, and no other guild gets any', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training', 'tryout']);
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  expect(menus.sent).toEqual([{ guild: one, names: ['training', 'tryout'] }]);
});

test('nothing is sent when nothing changed, also after a restart', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  for (const publisher of [menus.publisher(), menus.publisher()]) {
    publisher.changed([one]);
    await after(300);
    publisher.changed([one]);
    await after(300);
  }
  expect(menus.sent).toHaveLength(1);
});

test('a bot that starts with the token of another application sends its menus, though nothing else changed', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  for (const publisher of [menus.publisher(), menus.publisher('900000000000000002')]) {
    publisher.changed([one]);
    await after(300);
  }
  expect(menus.sent).toHaveLength(2);
});

test('a menu that became empty is sent', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  menus.desired.set(one, []);
  publisher.changed([one]);
  await after(300);
  expect(menus.sent.at(-1)).toEqual({ guild: one, names: [] });
});

test('changes that come close together are sent as one', async () => {
  const menus = new Menus();
  const publisher = menus.publisher();
  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    menus.desired.set(one, names);
    publisher.changed([one]);
    await after(50);
  }
  await after(300);
  expect(menus.sent).toEqual([{ guild: one, names: ['a', 'b', 'c'] }]);
});

test('two requests for one guild are never under way at once: the last state is the last one sent', async () => {
  const menus = new Menus();
  const held = Promise.withResolvers<void>();
  menus.hold = held.promise;
  menus.desired.set(one, ['old']);
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  menus.desired.set(one, ['new']);
  publisher.changed([one]);
  await after(1_000);
  expect(menus.sent).toHaveLength(1);
  held.resolve();
  await after(0);
  expect(menus.sent.at(-1)).toEqual({ guild: one, names: ['new'] });
});

test('a guild that waits for its answer keeps no other one waiting', async () => {
  const menus = new Menus();
  menus.hold = new Promise(() => {});
  menus.desired.set(one, ['a']);
  menus.desired.set(two, ['a']);
  const publisher = menus.publisher();
  publisher.changed([one, two]);
  await after(300);
  expect(menus.sent.map(({ guild }) => guild)).toEqual([one, two]);
});

test('what fails is tried again with growing pauses, and is told until it works', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  let tries = 0;
  menus.refuse = () => {
    tries += 1;
    return tries <= 5 ? new Error('connect ECONNREFUSED') : undefined;
  };
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  expect([tries, publisher.problem(one)]).toEqual([
    1,
    { code: 'unreachable', message: 'connect ECONNREFUSED' },
  ]);
  await after(5_000);
  expect(tries).toBe(2);
  await after(5_000);
  expect(tries).toBe(2);
  await after(25_000);
  expect(tries).toBe(3);
  // However long Discord is away.
  await after(240_000);
  expect(tries).toBe(5);
  await after(120_000);
  expect(menus.sent).toHaveLength(1);
  expect(publisher.problem(one)).toBeUndefined();
});

test('a change does not wait for the next try, and is tried once', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  menus.refuse = () => new Error('away');
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  menus.refuse = undefined;
  publisher.changed([one]);
  await after(300);
  expect(menus.sent).toHaveLength(1);
  menus.hashes.clear();
  await after(600_000);
  expect(menus.sent).toHaveLength(1);
});

test.each([
  [403, 50001, 'no-scope', 'invited without applications.commands'],
  [400, 50035, 'refused', 'could not be set'],
] as const)(
  'what Discord answers with %d is not tried again, and said plainly',
  async (status, code, problem, line) => {
    const menus = new Menus();
    menus.desired.set(one, ['training']);
    let tries = 0;
    menus.refuse = () => {
      tries += 1;
      return apiError(status, code);
    };
    const publisher = menus.publisher();
    publisher.changed([one]);
    await after(600_000);
    expect(tries).toBe(1);
    expect(publisher.problem(one)?.code).toBe(problem);
    expect(menus.logged.join()).toContain(line);
  },
);

test('a guild that the bot left is tried no more', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  let tries = 0;
  menus.refuse = () => {
    tries += 1;
    return new Error('away');
  };
  const publisher = menus.publisher();
  publisher.changed([one]);
  await after(300);
  publisher.gone(one);
  await after(600_000);
  expect([tries, publisher.problem(one)]).toEqual([1, undefined]);
});

test('settled() resolves when the last guild was written', async () => {
  const menus = new Menus();
  menus.desired.set(one, ['training']);
  const publisher = menus.publisher();
  publisher.changed([one]);
  const settled = publisher.settled();
  await after(300);
  await settled;
  expect(menus.sent).toHaveLength(1);
});

const apiError = (status: number, code: number) =>
  new DiscordAPIError({ code, message: 'no' } as never, code, status, 'PUT', 'http://x', {
    files: undefined,
    body: undefined,
  });
