import { readFile } from 'node:fs/promises';
import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { expect, test } from 'vitest';
import { channelNeeds } from '../effects/channel-room.ts';
import plugin from '../plugin.ts';
import { channelName, neutralName } from '../rooms/channel-name.ts';
import { changedBits, overwritesOf, sameOverwrites, ticketBits } from '../rooms/overwrites.ts';
import type { TicketState } from '../ticket/ticket-states.ts';
import { eve, guild, sam, support, tim } from './ground.ts';

const bot = '900000000000000009';

/** What everybody in a room may do. */
function room(state: TicketState, claimedBy: string | null = null, othersWrite = true) {
  const overwrites = overwritesOf({
    ticket: { guild, creator: eve, state, claimedBy },
    staffRoles: [support],
    participants: [{ subject: tim, kind: 'user' }],
    bot,
    othersWrite,
  });
  const may = (id: string, bit: bigint) => {
    const one = overwrites.find((overwrite) => overwrite.id === id)!;
    return (BigInt(one.allow) & bit) !== 0n && (BigInt(one.deny) & bit) === 0n;
  };
  return {
    overwrites,
    reads: (id: string) => may(id, PermissionFlagsBits.ViewChannel),
    writes: (id: string) => may(id, PermissionFlagsBits.SendMessages),
  };
}

test('whoever was added reads and writes while it is open, and reads when it is closed', () => {
  for (const who of [eve, tim]) {
    expect([room('open').reads(who), room('open').writes(who)]).toEqual([true, true]);
    expect([room('closed').reads(who), room('closed').writes(who)]).toEqual([true, false]);
    expect(room('open', sam).writes(who)).toBe(true);
    expect(room('reopening').writes(who)).toBe(true);
  }
});

test('everybody else sees nothing, staff and the bot see all', () => {
  expect(room('open').reads(guild)).toBe(false);
  for (const state of ['open', 'closed'] as const) {
    expect([support, bot].every((id) => room(state).reads(id) && room(state).writes(id))).toBe(true);
  }
});

test('what is archived is for staff to read, and for nobody else', () => {
  const archived = room('archived', sam);
  expect([archived.reads(support), archived.writes(support)]).toEqual([true, false]);
  expect([archived.reads(sam), archived.writes(sam)]).toEqual([true, false]);
  expect(archived.writes(bot)).toBe(true);
  expect(archived.overwrites.some(({ id }) => id === eve || id === tim)).toBe(false);
});

test('a thread carries its number in any case', () => {
  const values = { number: 42, user: 'eve', type: 'Support', id: 'abc', priority: '', claimer: '' };
  expect(channelName('{user}', values, true)).toBe('eve-0042');
  expect(channelName('ticket-{number}', values, true)).toBe('ticket-0042');
});

test('in a claimed ticket the others of staff read; whether they write is the setting', () => {
  expect(room('open', sam, true).writes(support)).toBe(true);
  expect([room('open', sam, false).reads(support), room('open', sam, false).writes(support)]).toEqual([
    true,
    false,
  ]);
  expect(room('open', sam, false).writes(sam)).toBe(true);
});

test('the same overwrites in another order are the same', () => {
  const { overwrites } = room('open');
  expect(sameOverwrites(overwrites, overwrites.toReversed())).toBe(true);
  expect(sameOverwrites(overwrites, room('closed').overwrites)).toBe(false);
});

test('where Discord refuses a name, the next one has nothing of it: no words, and no number', () => {
  expect(neutralName(1488)).toBe('ticket-1-4-8-8');
  expect(neutralName(42)).toBe('ticket-0-0-4-2');
});

test('the bot asks for all that it gives and takes in channels, and the README names it', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const given = new PermissionsBitField(ticketBits).toArray();
  expect(plugin.definition.permissions).toEqual(expect.arrayContaining([...given, ...channelNeeds]));
  for (const name of new Set([...given, ...channelNeeds])) {
    expect(readme).toContain(name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(' In ', ' in '));
  }
  const set = room('open', sam, false).overwrites;
  expect(changedBits([], set) & ~ticketBits).toBe(0n);
  expect(changedBits(set, set)).toBe(0n);
  expect(changedBits(set, room('closed', sam, false).overwrites)).toBe(
    ticketBits &
      ~PermissionFlagsBits.ViewChannel &
      ~PermissionFlagsBits.ReadMessageHistory &
      ~PermissionFlagsBits.ManageChannels,
  );
});

test.each([
  ['ticket-{number}', 'ticket-0042'],
  ['{type} {user}', 'product-issue-eve_1'],
  ['{user}!!!', 'eve_1'],
  ['???', 'ticket-0042'],
  ['🎫-{number}', '🎫-0042'],
  ['{priority}-{number}-{claimer}', '🔴-0042'],
  [`{id}${'x'.repeat(120)}`, `abc${'x'.repeat(97)}`],
])('a channel named by %s is %s', (pattern, name) => {
  expect(
    channelName(pattern, {
      number: 42,
      user: 'Eve_1',
      type: 'Product issue',
      id: 'abc',
      priority: '🔴',
      claimer: '',
    }),
  ).toBe(name);
});
