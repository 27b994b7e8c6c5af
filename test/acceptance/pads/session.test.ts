import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { minutes, type PadsStage, startPads } from './pads-stage.ts';

/** A session from its booking to its end: who may do what, and what a restart, a clock and people who leave do to it. */
let pads: PadsStage;
let guild: SandboxGuild;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  pads = await startPads();
  ({ guild, ada, sam, tim, eve } = pads);
  await pads.choose('boardChannel', 'board');
});
afterAll(() => pads?.stage.stop());
afterEach(async () => {
  for (const { pad } of (await pads.sessions()).filter(({ end_reason }) => end_reason === null)) {
    await ada.slash('/pad end', { pad });
  }
});

/** The card that all see of the session booked last. */
const card = () => ada.sees('general').messages.findLast(({ buttons }) => buttons.includes('Join'))!;

test('members join and leave; the host, the co-host, staff and the owner extend and end; others are told whom to ask', async () => {
  const lee = guild.member('lee');
  for (const [index, person] of [sam, lee, tim, ada].entries()) {
    const id = await pads.book(sam, 3, { cohost: lee });
    const on = card();
    expect((await eve.click('Join', { on })).shows('Taking part (1): @eve')).toBe(true);
    expect((await eve.click('Join', { on })).text).toContain('already. Press **Leave** when you go');
    for (const button of ['Extend', 'End']) {
      const refused = await eve.click(button, { on });
      expect(refused.text).toBe('Only @sam, the co-host and staff can do this. Ask one of them.');
      expect(refused.ephemeral).toBe(true);
    }
    expect((await sam.click('Join', { on })).text).toContain('you need not join it');
    expect((await eve.click('Leave', { on })).text).toContain('Nobody has joined yet');
    expect((await eve.click('Leave', { on })).text).toContain('Press **Join** to take part');
    const until = Number(/<t:(\d+):t>/.exec(on.embeds[0]!.description!.split('Until')[1]!)![1]);
    expect((await person.click('Extend', { on })).text).toContain('Until');
    expect(on.embeds[0]!.description).toContain(`<t:${until + 30 * 60}:t>`);
    expect((await person.click('End', { on })).shows(`Ended by @${person.name}`)).toBe(true);
    expect(on.buttons).toEqual([]);
    expect(await pads.endOf(id), String(index)).toBe('ended');
  }
});

test('extra time is limited, and the refusal says so', async () => {
  await pads.book(sam, 3);
  for (let count = 0; count < 4; count += 1) {
    expect((await sam.slash('/pad extend')).text).toContain('Until');
  }
  expect((await sam.slash('/pad extend')).text).toContain('has had its extra time (4 times)');
});

test('a session is handed over to somebody who may host, and to nobody else', async () => {
  await pads.book(sam, 3);
  expect((await sam.slash('/pad transfer', { to: eve })).text).toMatch(
    /@eve may not host.*Choose somebody else/,
  );
  expect((await sam.slash('/pad transfer', { to: sam })).text).toContain(
    'is the host already. Choose somebody else',
  );
  expect((await sam.slash('/pad transfer', { to: pads.stage.account })).text).toContain('Choose a person');
  expect((await sam.slash('/pad transfer', { to: tim })).shows('Host: @tim')).toBe(true);
  await pads.board('Training: @tim');
  expect((await sam.slash('/pad extend')).text).toContain('You have no session at the moment');
  await ada.until(() => card().shows('Host: @tim'));
});

test('all buttons work after a restart, and after the plugin was edited', async () => {
  await pads.book(sam, 3);
  const on = card();
  await pads.stage.bot.stop();
  await pads.stage.bot.start();
  expect((await eve.click('Join', { on })).shows('Taking part (1): @eve')).toBe(true);
  expect((await eve.click('Leave', { on })).text).toContain('Nobody has joined yet');

  const { generation } = (await pads.stage.bot.plugin('pads'))!;
  await pads.stage.plugins.edit('pads/locales/en-US.json', 'Nobody has joined yet.', 'Nobody is there yet.');
  await ada.until(async () => (await pads.stage.bot.plugin('pads'))!.generation > generation);
  expect((await sam.click('Extend', { on })).text).toContain('Nobody is there yet.');
  expect((await tim.click('Join waitlist', { on })).text).toContain('You are number 1 in the line for pad 3');
  expect((await tim.click('Leave waitlist')).text).toContain('You are out of the line for pad 3');
  expect((await sam.click('End', { on })).shows('Ended by @sam')).toBe(true);
});

test('a button of a session that is over says so', async () => {
  await pads.book(sam, 3);
  const joins = card().button('Join')!.customId!;
  const board = await pads.board('8 of 9');
  const own = await eve.select(board.selects[0]!, 'Pad 3', { on: board });
  await sam.slash('/pad end');
  expect((await eve.click(joins, { on: own })).text).toBe(
    'This session on pad 3 is over. `/pad list` shows how the pads are now.',
  );
});

test('a power cut between the booking and the board: after the restart the board is right within ten seconds', async () => {
  await pads.board('9 of 9');
  // Discord answers edits of the board too late.
  const { faults } = pads.stage.sandbox;
  const slow = faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id/messages/:message_id',
    delay: 60_000,
  });
  await pads.book(sam, 5);
  await pads.stage.bot.kill9();
  faults.remove(slow);
  expect(pads.boards()[0]!.shows('9 of 9')).toBe(true);
  await pads.stage.bot.start();
  const board = await pads.board('8 of 9');
  expect(board.shows('Training: @sam')).toBe(true);
  const on = card();
  await eve.click('Join', { on });
  await sam.slash('/pad end');
  await ada.until(() => on.shows('Ended by @sam'));
});

test('ten minutes before its end the host is asked, with a button for more time; then it ends by itself', async () => {
  const id = await pads.book(sam, 3, { cohost: tim });
  await pads.advance(minutes(111));
  const warning = await sam.until('your session ends', { in: 'general' });
  expect(warning.text).toMatch(/^@sam @tim Pad 3: your session ends .*Do you need more time\?/);
  expect(warning.record.mentions.map(({ id }) => id)).toEqual([sam.id, tim.id]);
  expect(warning.buttons).toEqual(['Extend', 'End']);
  expect((await sam.click('Extend', { on: warning })).text).not.toContain('your session ends');

  await pads.advance(minutes(20));
  expect(await pads.endOf(id)).toBeUndefined();
  await pads.advance(minutes(10));
  // The first one has become the card that the button shows.
  await sam.until('your session ends', { in: 'general' });
  await pads.advance(minutes(10));
  await ada.until(async () => (await pads.endOf(id)) === 'expired');
  await pads.board('9 of 9');
  await sam.until('Ended because the time was over', { in: 'general' });
});

test('a session whose time ran out while the bot was down is ended at the start', async () => {
  const id = await pads.book(sam, 3);
  await pads.stage.bot.kill9();
  pads.stage.clock.advance(minutes(300));
  await pads.stage.bot.start();
  await ada.until(async () => (await pads.endOf(id)) === 'expired');
  await pads.board('9 of 9');
  const [row] = await pads.stage.database.rows<{ minutes: number }>(
    'select minutes from pads__session where id = ?',
    id,
  );
  expect(row).toEqual({ minutes: 120 });
});

test('a session ends when its host leaves the server, also while the bot was down', async () => {
  const id = await pads.book(sam, 3);
  sam.leaves();
  await ada.until(async () => (await pads.endOf(id)) === 'host-left');
  await pads.board('9 of 9');
  await ada.until('Ended because the host left the server', { in: 'general' });

  const again = await pads.book(tim, 4);
  await pads.stage.bot.kill9();
  tim.leaves();
  await pads.stage.bot.start();
  await ada.until(async () => (await pads.endOf(again)) === 'host-left');
  const board = await pads.board('9 of 9');
  expect(board.shows('Training:')).toBe(false);
  for (const person of [sam, tim]) {
    person.joins();
    person.giveRole('Staff');
  }
});

test('who left while the feature was off is missed when it is on again', async () => {
  const kim = guild.member('kim', { roles: ['Staff'] });
  const id = await pads.book(kim, 3);
  await ada.slash('/features disable', { feature: 'pads' });
  kim.leaves();
  await ada.slash('/features enable', { feature: 'pads' });
  await ada.until(async () => (await pads.endOf(id)) === 'host-left');
  expect((await pads.board('9 of 9')).shows('Training:')).toBe(false);
  await ada.until(() => ada.commands().includes('/pad end'));
});
