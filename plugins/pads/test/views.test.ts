import { bodyOf, type Message, plain, Refusal } from '@guildhall/sdk';
import { describe, expect, test } from 'vitest';
import type { Session } from '../entities/session.ts';
import type { Waiting } from '../entities/waiting.ts';
import type { PadState } from '../sessions.ts';
import { boardView } from '../views/board.ts';
import { freePad } from '../views/free-pad.ts';
import { historyView } from '../views/history.ts';
import { padChoices } from '../views/pad-choices.ts';
import { shown } from '../views/refusal.ts';
import { bookedCard, sessionCard, warning } from '../views/session-card.ts';
import { leaderboard } from '../views/statistics.ts';
import { inLine, unavailable, yourTurn } from '../views/waitlist.ts';
import { ada, bob, channel, eve, guild } from './ground.ts';
import { textsIn } from './texts.ts';

const t = textsIn('en-US');
const at = new Date('2026-11-21T20:00:00Z');
const long = '*_'.repeat(200);

const session = (change: Partial<Session> = {}): Session => ({
  id: 'abcdefghjkmn',
  guild,
  pad: 3,
  kind: 'training',
  host: ada,
  cohost: null,
  starts: 'now',
  startsAt: null,
  note: null,
  bookedAt: at,
  endsAt: new Date('2026-11-21T22:00:00Z'),
  extensions: 0,
  warnings: 0,
  channel,
  message: null,
  endedAt: null,
  endedBy: null,
  endReason: null,
  minutes: null,
  attendees: null,
  openKey: `${guild}:3`,
  hostKey: null,
  ...change,
});
const waiting = { id: 'w', guild, pad: 3, user: bob, channel, since: at, heldUntil: at } as Waiting;
const fullest: PadState[] = Array.from({ length: 25 }, (_, index) => ({
  pad: index + 1,
  name: '*'.repeat(40),
  session: session({ cohost: bob, starts: long.slice(0, 255) }),
  present: Array.from({ length: 1000 }, () => eve),
  held: undefined,
  line: Array.from({ length: 1000 }, () => waiting),
}));
const facts = (change: Partial<Session> = {}, count = 500) => ({
  session: session({ starts: long.slice(0, 255), note: long.slice(0, 300), cohost: bob, ...change }),
  name: '*'.repeat(40),
  people: Array.from({ length: count }, () => eve),
  waiting: 3,
});

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits and .../components/reference */
function expectToFit(message: Message): void {
  const body = bodyOf(message);
  expect(body.content?.length ?? 0).toBeLessThanOrEqual(2000);
  const embeds = (body.embeds ?? []) as {
    title?: string;
    description?: string;
    fields?: { name: string; value: string }[];
    footer?: { text: string };
  }[];
  let total = 0;
  for (const { title = '', description = '', fields = [], footer } of embeds) {
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(fields.length).toBeLessThanOrEqual(25);
    for (const { name, value } of fields) {
      expect(name.length).toBeLessThanOrEqual(256);
      expect(value.length).toBeGreaterThan(0);
      expect(value.length).toBeLessThanOrEqual(1024);
      total += name.length + value.length;
    }
    total += title.length + description.length + (footer?.text.length ?? 0);
  }
  expect(total).toBeLessThanOrEqual(6000);
  const rows = (body.components ?? []) as unknown as { components: Component[] }[];
  expect(rows.length).toBeLessThanOrEqual(5);
  for (const { components } of rows) {
    expect(components.length).toBeLessThanOrEqual(5);
    for (const { custom_id, label = '', placeholder = '', options = [] } of components) {
      expect(custom_id.length).toBeLessThanOrEqual(100);
      expect(label.length).toBeLessThanOrEqual(80);
      expect(placeholder.length).toBeLessThanOrEqual(150);
      expect(options.length).toBeLessThanOrEqual(25);
      for (const option of options) {
        expect(option.label.length).toBeLessThanOrEqual(100);
        expect(option.description.length).toBeLessThanOrEqual(100);
      }
    }
  }
}

interface Component {
  custom_id: string;
  label?: string;
  placeholder?: string;
  options?: { label: string; description: string }[];
}

const buttonsOf = (message: Message) =>
  ((message.components ?? []) as unknown as { components: Component[] }[]).flatMap(({ components }) =>
    components.map(({ label }) => label),
  );
const textOf = (message: Message) => JSON.stringify(message);

describe.for(['en-US', 'es-ES'] as const)('in %s every message fits into what Discord takes', (locale) => {
  const texts = textsIn(locale);
  const past = { openKey: null, endedAt: at, endedBy: eve, minutes: 1440, attendees: 99_999 };
  const rows = Array.from({ length: 10 }, () => session(past));
  const totals = Array.from({ length: 300 }, () => ({
    host: ada,
    sessions: 99_999,
    trainings: 99_999,
    tryouts: 99_999,
    minutes: 9_999_999,
    attendees: 9_999_999,
  }));

  test.for(
    Object.entries({
      'a board of 25 pads, all in use': boardView(fullest, texts, 'abcdefghjkmn'),
      'a card': sessionCard(facts(), texts),
      'a new card': bookedCard(facts(), texts, guild),
      'a card of a session that is over': sessionCard(facts({ ...past, endReason: 'ended' }), texts),
      'a warning': warning(facts(), texts),
      'a history of 300': historyView(
        { rows, page: 29, pages: 30, total: 300 },
        { pad: 25, host: ada },
        texts,
      ),
      statistics: leaderboard(totals, 3650, 3, texts),
      'a turn': yourTurn(waiting, '*'.repeat(40), texts),
    }),
  )('%s', ([, message]) => {
    expectToFit(message);
  });
});

test('the board says who has which pad until when, for whom one is kept, and what is free', () => {
  const none = { session: undefined, present: [], held: undefined, line: [] };
  const board = boardView(
    [
      {
        ...none,
        pad: 1,
        name: 'North',
        session: session({ pad: 1, cohost: bob }),
        present: [eve],
        line: [waiting],
      },
      { ...none, pad: 2, name: undefined, held: waiting },
      { ...none, pad: 3, name: undefined },
    ],
    t,
    'mark',
  );

  const { description, fields } = (board.embeds as never as [{ description: string; fields: unknown[] }])[0];
  expect(description).toContain('1 of 3 pads is free');
  expect(fields).toMatchObject([
    {
      name: '🔴 Pad 1 (North)',
      value: `Training: <@${ada}>, <@${bob}>\nStarts: now\nuntil <t:1795298400:t> · 1 there · 1 waiting`,
    },
    { name: '🟡 Pad 2', value: `Kept for <@${bob}> until <t:1795291200:t>` },
    { name: '🟢 Pad 3', value: 'Free' },
  ]);
});

test('a card has its five buttons while the session goes on, and none after', () => {
  expect(buttonsOf(sessionCard(facts(), t))).toEqual(['Join', 'Leave', 'Extend', 'End', 'Join waitlist']);
  const over = sessionCard(facts({ openKey: null, endedAt: at, endReason: 'expired', minutes: 1 }, 1), t);
  expect(buttonsOf(over)).toEqual([]);
  expect(textOf(over)).toContain('after 1 minute');
  expect(textOf(over)).toContain('1 person took part');
  expect(textOf(sessionCard(facts({ openKey: null, endReason: 'host-left' }, 0), t))).toContain(
    'Nobody took part',
  );
});

test('nobody is notified but those who should be', () => {
  expect(sessionCard(facts(), t).allowedMentions).toEqual({ parse: [] });
  expect(bookedCard(facts(), t, guild).allowedMentions).toEqual({ roles: [guild] });
  expect(warning(facts(), t).allowedMentions).toEqual({ users: [ada, bob] });
  expect(yourTurn(waiting, undefined, t).allowedMentions).toEqual({ users: [bob] });
});

test('who is forgotten is somebody', () => {
  expect(textOf(sessionCard(facts({ host: 'forgotten' }), t))).toContain('**Host:** somebody');
});

test('a refusal tells people and times as Discord shows them, and offers the line', () => {
  const until = new Date('2026-11-21T22:00:00Z');
  const taken = unavailable(new Refusal('pad-taken', { pad: 3, user: ada, until }), 3, t);
  expect(taken.content).toBe(
    `Pad 3 is taken by <@${ada}> until <t:1795298400:t>. Choose another pad, or join the waitlist.`,
  );
  expect(taken.private).toBe(true);
  expect(buttonsOf(taken)).toEqual(['Join waitlist']);
  expect(shown(new Refusal('usage', { command: 'training' })).values).toEqual({ command: 'training' });
  expect(inLine({ pad: 3, position: 2 }, 'North', t).content).toContain(
    'number 2 in the line for pad 3 (North)',
  );
});

test('a pad that is not there, is free or is kept says so', () => {
  const none = { pad: 3, name: undefined, session: undefined, present: [], line: [] };
  expect(freePad(3, undefined, t).content).toContain('no pad 3 any more');
  expect(freePad(3, { ...none, held: undefined }, t).content).toContain('`/training pad:3`');
  expect(buttonsOf(freePad(3, { ...none, held: waiting }, t))).toEqual(['Join waitlist']);
});

test('choices show number, name and state, on the guild’s clock, and are found by both', () => {
  const options = { t, locale: 'en-US', timeZone: 'America/New_York' };
  const states = [
    { ...fullest[0]!, pad: 1, name: 'North' },
    { ...fullest[0]!, pad: 2, name: 'x'.repeat(120), session: undefined },
    { ...fullest[0]!, pad: 12, name: undefined, session: undefined },
  ];
  const choices = padChoices(states, '', options);
  expect(choices[0]).toEqual({ name: expect.stringMatching(/^1 North · in use until 5:00\sPM$/), value: 1 });
  expect(choices.every(({ name }) => name.length <= 100)).toBe(true);
  expect(padChoices(states, '1', options).map(({ value }) => value)).toEqual([1, 12]);
  expect(padChoices(states, 'nor', options).map(({ value }) => value)).toEqual([1]);
});

test('what people write stays on its line, without effects, and is cut whole', () => {
  expect(plain('a\n# b  **c**', 50)).toBe('a # b \\*\\*c\\*\\*');
  expect(plain('*'.repeat(50), 10)).toBe('\\*\\*\\*\\*…');
  expect(plain('🔥'.repeat(10), 6)).toBe('🔥🔥…');
});
