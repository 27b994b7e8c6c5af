import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { editPause, type PadsStage, startPads } from './pads-stage.ts';

/** The message that shows at every moment who has which pad. The tests follow each other. */
let pads: PadsStage;
let guild: SandboxGuild;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  pads = await startPads();
  ({ guild, ada, sam, tim, eve } = pads);
});
afterAll(() => pads?.stage.stop());
afterEach(async () => {
  for (const { pad } of (await pads.sessions()).filter(({ end_reason }) => end_reason === null)) {
    await ada.slash('/pad end', { pad });
  }
});

test('once its channel is chosen the board is there at once, with all pads', async () => {
  expect(pads.boards()).toEqual([]);
  expect((await sam.slash('/pad board')).text).toContain('can choose one with `/settings feature:pads`');
  await pads.choose('boardChannel', 'board');
  const board = await pads.board('9 of 9 pads are free');
  expect(board.embeds[0]!.fields).toHaveLength(9);
});

test('a change is an edit of the same message', async () => {
  const { id } = await pads.board('9 of 9');
  await sam.slash('/training', { pad: 3, starts: 'in 20 min', cohost: tim });
  const board = await pads.board('8 of 9 pads are free');
  expect(board.id).toBe(id);
  expect(board.shows('Training: @sam, @tim')).toBe(true);
  expect(board.embeds[0]!.fields![2]!.value).toMatch(/Starts: <t:\d+:R>\nuntil <t:\d+:t>/);
  await eve.click('Join', { in: 'general' });
  await pads.board('1 there');
});

test('its menu gives the buttons of a session, and says how to get a free pad', async () => {
  await pads.book(sam, 3);
  const board = await pads.board('8 of 9');
  const busy = await eve.select(board.selects[0]!, 'Pad 3', { on: board });
  expect(busy.ephemeral).toBe(true);
  expect(busy.buttons).toEqual(['Join', 'Leave', 'Extend', 'End', 'Join waitlist']);
  expect((await eve.click('Join', { on: busy })).text).toContain('@eve');
  // The card that all see follows.
  await ada.until(() =>
    ada
      .sees('general')
      .messages.some((card) => card.record.visibleTo === undefined && card.shows('Taking part (1): @eve')),
  );
  const free = await eve.select(board.selects[0]!, 'Pad 4', { on: board });
  expect(free.text).toBe('Pad 4 is free. Book it with `/training pad:4` or `/tryout pad:4`.');
});

test('thirty quick changes are a few edits, the last of them is shown, and Discord never says 429', async () => {
  const shown = await pads.board('9 of 9');
  const { clock, world } = pads.stage.sandbox;
  const begun = clock.now();
  const edits = new Set<unknown>();
  const stop = world.onChange(() => edits.add(shown.record.editedAt));
  const written = pads.requests('PATCH', '/channels/:channel_id/messages/:message_id');
  await pads.book(sam, 1);
  const card = ada.sees('general').last!;
  for (let index = 0; index < 29; index += 1) {
    await guild.member(`guest${index}`).click('Join', { on: card });
  }
  // One at once, then one every five seconds; the set holds the edit of before too.
  const seconds = Math.ceil((clock.now() - begun) / 1_000);
  const allowed = 1 + Math.ceil(seconds / 5);
  expect(edits.size - 1).toBeLessThanOrEqual(allowed);
  stop();
  expect((await pads.board('29 there')).id).toBe(shown.id);
  // With those of the card in the other channel, at most one a second.
  expect(written()).toBeLessThanOrEqual(allowed + seconds + 3);
  const metrics = await (await pads.stage.bot.fetch('/metrics')).text();
  expect(metrics).toContain('status="200"');
  expect(metrics).not.toContain('status="429"');
});

test('a board that somebody deletes comes back, once; one that was deleted while the bot was down too', async () => {
  ada.deletes(await pads.board('9 of 9'));
  const { id } = await pads.board('9 of 9');
  await pads.stage.bot.kill9();
  ada.deletes(pads.boards()[0]!);
  await pads.stage.bot.start();
  const back = await pads.board('9 of 9');
  expect(back.id).not.toBe(id);
});

test('staff post it anew, below what was written since', async () => {
  const { id } = await pads.board('9 of 9');
  ada.say('what a nice board', { in: 'board' });
  const reply = await sam.slash('/pad board');
  expect(reply.text).toContain('The board is posted anew in #board in a moment');
  expect((await eve.slash('/pad board')).text).toContain('It is for staff: an administrator can give');
  const board = await pads.board('9 of 9');
  expect(board.id).not.toBe(id);
  expect(ada.sees('board').last!.id).toBe(board.id);
});

test('there is one board, also when it changes while staff post it anew', async () => {
  await pads.board('9 of 9');
  const route = '/channels/:channel_id/messages/:message_id';
  const slow = { kind: 'rest', method: 'DELETE', route, afterEffect: true, delay: 3_000, times: 1 } as const;
  pads.stage.sandbox.faults.add(slow);
  const anew = sam.slash('/pad board');
  await pads.advance(editPause);
  await ada.until(() => pads.boards().length === 0);
  await pads.book(sam, 1);
  await anew;
  await pads.board('8 of 9');
  await ada.slash('/pad end', { pad: 1 });
  await pads.board('9 of 9');
  expect(pads.boards()).toHaveLength(1);
});

test('in another channel it is a new message, and the old one is gone', async () => {
  await pads.choose('boardChannel', 'other');
  await pads.board('9 of 9', 'other');
  expect(pads.boards('board')).toEqual([]);
});

test('where it may not write, /doctor says what is missing and what to do; once it may, the board is there', async () => {
  const closed = guild.createChannel('closed', { overwrites: { '@everyone': { deny: ['SendMessages'] } } });
  await pads.choose('boardChannel', 'closed');
  // It was edited a moment ago.
  await pads.advance(6_000);
  await ada.until(() => pads.boards('other').length === 0);
  const told = "select target, reason from host__audit where action = 'pads.board.blocked'";
  await ada.until(async () => (await pads.stage.database.rows(told)).length > 0);
  expect(await pads.stage.database.rows(told)).toEqual([{ target: closed.id, reason: 'forbidden' }]);
  const report = await ada.slash('/doctor');
  expect(report.text).toMatch(
    /I need the permission \*\*Send Messages\*\* in #closed.*Board channel.*give it to my role/,
  );

  guild.deleteChannel(closed);
  await ada.until(async () => (await ada.slash('/doctor')).text.includes('a channel that is gone'));
  expect((await ada.slash('/doctor')).text).toMatch(/Choose another one with `\/settings feature:pads`/);

  await pads.choose('boardChannel', 'other');
  await pads.board('9 of 9', 'other');
  expect((await ada.slash('/doctor')).text).toContain('All is well');
});

test('a number, names and a language that are chosen are on the board soon', async () => {
  await pads.choose('pads', '12');
  await pads.board('12 of 12', 'other');
  await pads.choose('names', 'North *gate*\nSouth');
  await pads.board('Pad 1 (North \\*gate\\*)', 'other');
  await pads.choose('language', 'Español', 'server');
  await pads.board('Hay 12 pistas libres de 12', 'other');
  await pads.choose('language', 'English', 'server');
  expect((await sam.slash('/training', { pad: 12, starts: 'now' })).text).toContain('is yours');
  await pads.board('11 of 12', 'other');
});

test('a pad in use stays on the board until its session ends, also when there are fewer pads by then', async () => {
  await pads.book(sam, 12);
  await pads.choose('pads', '2');
  await pads.board('2 of 3', 'other');
  expect((await tim.slash('/training', { pad: 11, starts: 'now' })).text).toContain('from 1 to 2');
  await sam.slash('/pad end');
  await pads.board('2 of 2', 'other');
});

test('25 pads with long names in use fit on it', async () => {
  await pads.choose('pads', '25');
  await pads.choose('names', Array.from({ length: 25 }, () => '_'.repeat(40)).join('\n'));
  const hosts = Array.from({ length: 25 }, (_, index) => guild.member(`lead${index}`, { roles: ['Staff'] }));
  await Promise.all(
    hosts.map((host, index) =>
      host.slash('/training', { pad: index + 1, starts: '*'.repeat(255), cohost: eve }),
    ),
  );
  const board = await pads.board('0 of 25', 'other');
  expect(board.embeds[0]!.fields).toHaveLength(25);
  expect(board.menu(board.selects[0]!)!.options).toHaveLength(25);
});

test('a config file decides over the screen, and is on the board soon', async () => {
  const board = guild.channel('board').id;
  await pads.stage.writeConfig(`guilds/${guild.id}.json`, {
    settings: { pads: { pads: 4, boardChannel: board } },
  });
  await pads.board('4 of 4');
  expect(pads.boards('other')).toEqual([]);
  const screen = await ada.slash('/settings', { feature: 'pads' });
  expect(screen.shows(`Set in the file config/guilds/${guild.id}.json.`)).toBe(true);
});
