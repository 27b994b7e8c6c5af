import { DiscordAPIError, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../sdk/refusal.ts';
import { currentRun } from '../context.ts';
import type { EntryKind } from '../entry.ts';
import { clicking, MadeUpClick, madeUpGate, writing } from './made-up.ts';

describe('who is let in', () => {
  test('one who may, where the feature is on: the plugin runs, and nothing is said', async () => {
    const { gate, entry, observed, generation } = madeUpGate();
    const click = new MadeUpClick();
    const result = await gate.run(entry('command', 'book'), clicking(click), () => {
      expect(generation.inside).toBe(1);
      expect(currentRun()?.plugin).toBe('pads');
      return 'booked';
    });
    expect(result).toBe('booked');
    expect(click.said).toEqual([]);
    expect(generation.inside).toBe(0);
    expect(observed.map(({ run, error }) => [run.outcome, error])).toEqual([['ok', undefined]]);
  });

  test.each([
    ['is closed for good', { why: 'retired' }, 'late'],
    ['takes a break', { why: 'paused' }, 'refused-paused'],
    ['is off here', { on: false }, 'refused-off'],
    ['needs what the member lacks', { may: false }, 'refused-capability'],
  ] as const)(
    'nobody, where it %s: they are told, alone, and the plugin does not run',
    async (_, given, outcome) => {
      const { why, on = true, may = true } = given as { why?: 'paused'; on?: boolean; may?: boolean };
      const { gate, entry, observed, generation } = madeUpGate({ on: () => on, may: async () => may });
      generation.why = why;
      const click = new MadeUpClick();
      await gate.run(entry('command', 'book'), clicking(click), () => expect.unreachable());
      expect(click.said).toMatchObject([{ private: true, how: 'reply' }]);
      expect(click.said[0]!.text).toContain(`gate.${outcome} `);
      expect(observed.map(({ run }) => run.outcome)).toEqual([outcome]);
    },
  );

  test('the checks come in order: closed, off, not allowed', async () => {
    const { gate, entry, observed, generation } = madeUpGate({ on: () => false, may: async () => false });
    const run = () => gate.run(entry('command', 'book'), clicking(new MadeUpClick()), () => {});
    generation.why = 'paused';
    await run();
    generation.why = undefined;
    await run();
    expect(observed.map(({ run }) => run.outcome)).toEqual(['refused-paused', 'refused-off']);
  });

  test('nobody whose permission cannot be found out', async () => {
    const { gate, entry, observed, lines } = madeUpGate({ may: () => Promise.reject(new Error('away')) });
    const click = new MadeUpClick();
    await gate.run(entry('command', 'book'), clicking(click), () => expect.unreachable());
    expect(click.said[0]!.text).toContain('gate.refused-unchecked');
    expect(observed.map(({ run }) => run.outcome)).toEqual(['refused-unchecked']);
    expect(lines[0]!.message).toContain('could not be checked, so it did not run');
  });

  test.each([
    [
      'at once',
      () => {
        throw new Error('no database');
      },
    ],
    ['later', () => Promise.reject(new Error('no database'))],
  ])(
    'nobody while no one can say whether the feature is on (%s): they get a number to tell',
    async (_, on) => {
      const { gate, entry, observed, lines, generation } = madeUpGate({ on });
      const click = new MadeUpClick();
      await gate.run(entry('command'), clicking(click), () => expect.unreachable());
      expect(click.said).toMatchObject([{ private: true }]);
      expect(click.said[0]!.text).toMatch(/gate\.refused-unchecked .*"reference":"ref-1"/);
      expect(lines[0]!.facts).toMatchObject({ reference: 'ref-1', error: new Error('no database') });
      expect(observed.map(({ run }) => run.outcome)).toEqual(['refused-unchecked']);
      expect(generation.inside).toBe(0);
    },
  );

  test('nobody when the generation was closed while the checks took their time', async () => {
    const checked = Promise.withResolvers<boolean>();
    const { gate, entry, observed, generation } = madeUpGate({ may: () => checked.promise });
    const run = gate.run(entry('command', 'book'), clicking(new MadeUpClick()), () => expect.unreachable());
    generation.why = 'retired';
    checked.resolve(true);
    await run;
    expect(observed.map(({ run }) => run.outcome)).toEqual(['late']);
  });
});

describe('who is told', () => {
  test.each(['listener', 'task', 'timer', 'precondition'] as EntryKind[])(
    'a %s that is refused is silent',
    async (kind) => {
      const { gate, entry, observed } = madeUpGate({ on: () => false });
      const click = new MadeUpClick();
      await gate.run(entry(kind), clicking(click), () => expect.unreachable());
      expect(click.said).toEqual([]);
      expect(observed).toHaveLength(1);
    },
  );

  test('a typed command is silent where the feature is off', async () => {
    const { gate, entry } = madeUpGate({ on: () => false });
    const { subject, replies } = writing();
    await gate.run(entry('prefix-command'), subject, () => expect.unreachable());
    expect(replies).toEqual([]);
  });

  test("a typed command that is not allowed is answered in the guild's language", async () => {
    const { gate, entry } = madeUpGate({ may: async () => false });
    const { subject, replies } = writing();
    await gate.run(entry('prefix-command', 'book'), subject, () => expect.unreachable());
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(
      /^es-ES guildhall gate\.refused-capability .*capabilities\.book .*gate\.way\.staff/,
    );
  });

  test('a precondition that fails is told, and not let pass in silence', async () => {
    const { gate, entry } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('precondition'), clicking(click), () => Promise.reject(new Error('broken')));
    expect(click.said[0]!.text).toContain('gate.error');
  });

  test.each([
    ['refused', { on: () => false }, () => {}],
    ['failing', {}, () => Promise.reject(new Error('broken'))],
  ])('autocomplete that is %s offers nothing', async (_, options, body) => {
    const { gate, entry } = madeUpGate(options);
    const click = new MadeUpClick('autocomplete');
    await gate.run(entry('autocomplete'), clicking(click), body);
    expect(click.choices).toEqual([]);
  });
});

describe('a run that fails', () => {
  test('is told in private with the number that the log holds, and observed once', async () => {
    const { gate, entry, observed, lines } = madeUpGate();
    const click = new MadeUpClick();
    const error = new Error('broken');
    await gate.run(entry('command'), clicking(click), () => Promise.reject(error));
    expect(click.said).toMatchObject([{ private: true, how: 'reply' }]);
    expect(click.said[0]!.text).toContain('"reference":"ref-1"');
    expect(lines).toMatchObject([{ facts: { reference: 'ref-1', plugin: 'pads', error } }]);
    expect(observed.map((one) => [one.run.outcome, one.error])).toEqual([['error', error]]);
  });

  test.each([
    ['after an answer', (click: MadeUpClick) => click.reply({ content: 'Done' })],
    ['after a public deferral', (click: MadeUpClick) => click.deferReply()],
  ])('%s is told in a follow-up that is private', async (_, before) => {
    const { gate, entry } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), async () => {
      await before(click);
      throw new Error('broken');
    });
    expect(click.said.at(-1)).toMatchObject({ private: true, how: 'followUp' });
  });

  test('after a private deferral fills that in', async () => {
    const { gate, entry } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), async () => {
      await click.deferReply({ flags: MessageFlags.Ephemeral });
      throw new Error('broken');
    });
    expect(click.said).toMatchObject([{ private: true, how: 'editReply' }]);
  });

  test('inside Sapphire counts with its error, and the generation waits until the person was told', async () => {
    const { gate, entry, observed, generation } = madeUpGate();
    const click = new MadeUpClick();
    const error = new Error('swallowed');
    const reply = click.reply;
    click.reply = async (body) => {
      await new Promise(setImmediate);
      expect(generation.inside).toBe(1);
      return reply(body);
    };
    await gate.run(entry('command'), clicking(click), () => void gate.failed(error));
    expect(click.said).toHaveLength(1);
    expect(observed.map((one) => [one.run.outcome, one.error])).toEqual([['error', error]]);
  });

  test('twice is told once: the first error counts', async () => {
    const { gate, entry, observed } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), async () => {
      void gate.failed(new Error('first'));
      throw new Error('second');
    });
    expect(click.said).toHaveLength(1);
    expect(observed.map(({ error }) => String(error))).toEqual(['Error: first']);
  });

  test('with a refusal is an answer in the words of the plugin, and nothing for the log', async () => {
    const { gate, entry, observed, lines } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), () =>
      Promise.reject(new Refusal('pad-taken', { pad: 3 })),
    );
    expect(click.said[0]!.text).toBe('en-US pads refusals.pad-taken {"pad":3}');
    expect(lines).toEqual([]);
    expect(observed.map(({ run }) => run.outcome)).toEqual(['refusal']);
  });

  test.each([
    [50001, 'no-access'],
    [50013, 'no-permission'],
    [10003, 'channel-gone'],
    [10008, 'message-gone'],
    [10011, 'role-gone'],
    [50007, 'no-direct-messages'],
    [50278, 'no-direct-messages'],
    [30013, 'too-many-channels'],
  ])('because Discord says %d is told what to do: %s', async (code, text) => {
    const { gate, entry, lines } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), () => Promise.reject(discordError(code)));
    expect(click.said[0]!.text).toContain(`gate.discord.${text} `);
    expect(lines).toHaveLength(1);
  });

  test.each([10062, 40060])('because the interaction is over (%d) is told nobody', async (code) => {
    const { gate, entry, lines } = madeUpGate();
    const click = new MadeUpClick();
    await gate.run(entry('command'), clicking(click), () => Promise.reject(discordError(code)));
    expect(click.said).toEqual([]);
    expect(lines).toHaveLength(1);
  });
});

test('an error of no run is logged with a number, and told where there is somebody', async () => {
  const { gate, lines, observed } = madeUpGate();
  const click = new MadeUpClick();
  await gate.failed(new Error('outside'), clicking(click));
  expect(click.said[0]!.text).toContain('"reference":"ref-1"');
  expect(lines[0]!.facts).toMatchObject({ reference: 'ref-1' });
  expect(observed).toEqual([]);
});

describe('what must fail where it was called', () => {
  test('fails there, and is observed once', async () => {
    const { gate, entry, observed, generation } = madeUpGate();
    const error = new Error('later');
    await expect(
      gate.attempt(entry('task'), clicking(new MadeUpClick()), () => Promise.reject(error)),
    ).rejects.toBe(error);
    expect(observed.map((one) => [one.run.outcome, one.error])).toEqual([['error', error]]);
    expect(generation.inside).toBe(0);
  });

  test('says whether it ran', async () => {
    const on = madeUpGate();
    expect(await on.gate.attempt(on.entry('task'), clicking(new MadeUpClick()), () => {})).toBe(true);
    const off = madeUpGate({ on: () => false });
    expect(
      await off.gate.attempt(off.entry('task'), clicking(new MadeUpClick()), () => expect.unreachable()),
    ).toBe(false);
    expect(off.observed.map(({ run }) => run.outcome)).toEqual(['refused-off']);
  });

  test('fails when nobody can say whether it may run, which is not the fault of the plugin', async () => {
    const { gate, entry, observed } = madeUpGate({ on: () => Promise.reject(new Error('no database')) });
    await expect(gate.attempt(entry('task'), clicking(new MadeUpClick()), () => {})).rejects.toThrow(
      'no database',
    );
    expect(observed.map(({ run }) => run.outcome)).toEqual(['refused-unchecked']);
  });
});

const discordError = (code: number) =>
  new DiscordAPIError({ code, message: 'no' } as never, code, 403, 'POST', 'http://x', {
    files: undefined,
    body: undefined,
  });
