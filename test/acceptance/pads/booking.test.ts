import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type PadsStage, startPads } from './pads-stage.ts';

/** Booking a pad, and everything that can be in the way. */
let pads: PadsStage;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  pads = await startPads();
  ({ sam, tim } = pads);
});
afterAll(() => pads?.stage.stop());
/** The moment as a message holds it, for Discord to show on the reader's clock. */
const shown = (at: string) => `<t:${Date.parse(at) / 1_000}:t>`;

beforeEach(async () => {
  for (const { pad } of (await pads.sessions()).filter(({ end_reason }) => end_reason === null)) {
    await pads.ada.slash('/pad end', { pad });
  }
});

test('of two who book a pad at the same moment one gets it, the other is told who has it and until when', async () => {
  const replies = await Promise.all([
    sam.slash('/training', { pad: 3, starts: 'now' }),
    tim.slash('/tryout', { pad: 3, starts: 'now' }),
  ]);
  const [won, ...others] = replies.filter(({ text }) => text.includes('is yours'));
  const lost = replies.find((reply) => reply !== won)!;
  expect(others).toEqual([]);
  expect(lost.text).toMatch(new RegExp(`Pad 3 is taken by @${won!.person.name} until \\d`));
  expect(lost.text).toContain('Choose another pad, or join the waitlist');
  expect(lost.ephemeral).toBe(true);
  expect(lost.buttons).toEqual(['Join waitlist']);
});

test('a start that says a time is shown on everybody’s own clock, with the words of the host', async () => {
  // 10 in the morning in New York, the usual zone of a server.
  await pads.freezeAt('2031-12-01T15:00:00Z');
  const soon = await sam.slash('/training', { pad: 1, starts: 'in 20 min' });
  expect(soon.message!.embeds[0]!.description).toContain(
    `**Starts:** ${shown('2031-12-01T15:20:00Z')} (in 20 min)`,
  );
  await pads.ada.slash('/pad end', { pad: 1 });

  const evening = await sam.slash('/tryout', { pad: 1, starts: '8pm' });
  expect(evening.message!.embeds[0]!.description).toContain(`${shown('2031-12-02T01:00:00Z')} (8pm)`);
  expect(evening.text).toContain('Tryout on pad 1');
  await pads.ada.slash('/pad end', { pad: 1 });

  await pads.choose('timeZone', 'Europe/Madrid', 'server');
  const there = await sam.slash('/tryout', { pad: 1, starts: '8pm' });
  expect(there.message!.embeds[0]!.description).toContain(shown('2031-12-01T19:00:00Z'));
  await pads.choose('timeZone', 'America/New_York', 'server');
  pads.stage.clock.resume();
});

test('a start that says no time stays as it was written, up to 255 characters, with no effect of its marks', async () => {
  const text = `when **all** are here ${'x'.repeat(255)}`.slice(0, 255);
  const booked = await sam.slash('/training', { pad: 2, starts: text });
  expect(booked.message!.text).toContain(`**Starts:** when \\*\\*all\\*\\* are here xx`);
  expect((await pads.open(2))!.starts).toBe(text);
});

test('a start of nothing but spaces is refused, and one of 256 characters cannot be sent', async () => {
  const blank = await sam.slash('/training', { pad: 2, starts: '   ' });
  expect(blank.text).toBe('Say when it starts, in 1 to 255 characters. For example: in 20 min.');
  expect(blank.ephemeral).toBe(true);
  for (const starts of ['', 'x'.repeat(256)]) {
    await expect(sam.slash('/training', { pad: 2, starts })).rejects.toThrow('starts');
  }
  sam.say(`!training 2 ${'x'.repeat(256)}`);
  await sam.until('in 1 to 255 characters', { in: 'general' });
  expect(await pads.open(2)).toBeUndefined();
});

test('a start more than a day away is refused with what to do', async () => {
  const reply = await sam.slash('/training', { pad: 2, starts: 'in 3 days at 8pm' });
  expect(reply.text).toMatch(/more than a day away.*Book it on the day\.$/);
});

test('a co-host and a note are on the card; nobody is their own co-host, and no bot hosts', async () => {
  const booked = await sam.slash('/training', {
    pad: 4,
    starts: 'now',
    cohost: pads.eve,
    note: 'bring *tea*',
  });
  expect(booked.shows('Co-host: @eve')).toBe(true);
  expect(booked.text).toContain('bring \\*tea\\*');
  const own = await tim.slash('/training', { pad: 5, starts: 'now', cohost: tim });
  expect(own.text).toContain('You cannot be your own co-host. Choose somebody else');
  const bot = await tim.slash('/training', { pad: 5, starts: 'now', cohost: pads.stage.account });
  expect(bot.text).toContain('A bot cannot lead a session. Choose a person.');
  await expect(tim.slash('/training', { pad: 5, starts: 'now', note: 'x'.repeat(301) })).rejects.toThrow(
    'note',
  );
});

test('who may not host is not offered to book, and who types it is told whom to ask', async () => {
  expect(pads.eve.commands()).toEqual(expect.arrayContaining(['/pad list', '/pad history']));
  expect(pads.eve.commands()).not.toContain('/training');
  pads.eve.say('!training 4 now');
  const refused = await pads.eve.until('You are not allowed to do this', { in: 'general' });
  expect(refused.text).toContain('It is for staff: an administrator can give one of your roles');
  expect(await pads.open(4)).toBeUndefined();
});

test('a pad that is not there is refused with those that are', async () => {
  const reply = await sam.slash('/training', { pad: 10, starts: 'now' });
  expect(reply.text).toBe('There is no pad 10. The pads here go from 1 to 9.');
});

test('a host has one pad at a time where the setting says so, whenever it was switched on', async () => {
  await pads.book(sam, 1);
  const second = await sam.slash('/training', { pad: 2, starts: 'now' });
  expect(second.text).toBe(
    '@sam has a session already. End that one first with `/pad end`, or hand it over with `/pad transfer`.',
  );

  await pads.toggle('onePerHost', 'off');
  await pads.book(sam, 2);
  await pads.toggle('onePerHost', 'on');
  expect((await sam.slash('/tryout', { pad: 3, starts: 'now' })).text).toContain('has a session already');
  await sam.slash('/pad end', { pad: 1 });
  expect((await sam.slash('/tryout', { pad: 3, starts: 'now' })).text).toContain('has a session already');
  await pads.book(tim, 3);
  expect((await tim.slash('/pad transfer', { to: sam })).text).toContain('@sam has a session already');
});

test('while typing, pads are offered by number or name, with how they are', async () => {
  await pads.choose('names', 'North\nSouth');
  await pads.book(sam, 2);
  const { choices } = await tim.autocomplete('/training', { pad: '' });
  expect(choices).toHaveLength(9);
  expect(choices[0]).toEqual({ name: '1 North · free', value: 1 });
  expect(choices[1]!.name).toMatch(/^2 South · in use until \d/);
  expect((await tim.autocomplete('/training', { pad: 'nor' })).choices).toHaveLength(1);
  expect((await tim.autocomplete('/pad end', { pad: '' })).choices.map(({ value }) => value)).toEqual([2]);
});

test('typed commands book and list pads too', async () => {
  sam.say('!tryout 3 when everybody has come');
  const card = await sam.until('Starts: when everybody has come', { in: 'general' });
  expect(card.text).toMatch(/^Pad 3 is yours.*\nTryout on pad 3/);
  expect((await sam.click('End', { on: card })).shows('Ended by @sam')).toBe(true);
  sam.say('!training 3');
  await sam.until('For example: `!training 3 8pm`', { in: 'general' });
  pads.eve.say('!pads');
  await pads.eve.until('9 of 9 pads are free', { in: 'general' });
});

test('the role to notify is mentioned in a booking, and nothing else in it notifies anybody', async () => {
  await pads.choose('pingRole', 'Fans');
  const fans = pads.guild.role('Fans').id;
  const { message } = await sam.slash('/training', { pad: 5, starts: '@everyone', note: pads.eve.mention });
  expect(message!.content).toContain(`<@&${fans}>`);
  expect(message!.record).toMatchObject({ mentionRoles: [fans], mentionEveryone: false });
});

test('each is answered in their own language; what all see is in the language of the server', async () => {
  tim.user.locale = 'es-ES';
  await pads.book(sam, 6);
  const taken = await tim.slash('/training', { pad: 6, starts: 'now' });
  expect(taken.text).toContain('La pista 6 la tiene @sam hasta');
  expect(taken.buttons).toEqual(['Ponerme a la espera']);
  const booked = await tim.slash('/training', { pad: 7, starts: 'en 20 minutos' });
  expect(booked.text).toContain('Pad 7 is yours');
  expect(booked.message!.embeds[0]!.description).toMatch(/<t:\d+:t> \(en 20 minutos\)/);
  await pads.choose('language', 'Español', 'server');
  const spanish = await sam.slash('/pad end', { pad: 6 });
  expect(spanish.shows('Terminada por @sam')).toBe(true);
  await pads.choose('language', 'English', 'server');
});
