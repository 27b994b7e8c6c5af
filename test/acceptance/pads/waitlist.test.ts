import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, type PadsStage, startPads } from './pads-stage.ts';

/** The line before a busy pad. The tests follow each other. */
let pads: PadsStage;
let sam: Member;
let tim: Member;
let kim: Member;
let eve: Member;

beforeAll(async () => {
  pads = await startPads();
  ({ sam, tim, eve } = pads);
  kim = pads.guild.member('kim', { roles: ['Staff'] });
  await pads.choose('boardChannel', 'board');
});
afterAll(() => pads?.stage.stop());

/** Waits on the card of the session that goes on. */
const waits = (person: Member) => {
  const card = person.sees('general').messages.findLast(({ buttons }) => buttons.includes('Join waitlist'));
  return person.click('Join waitlist', { on: card! });
};

test('whoever may host waits for a busy pad, in order; others and the host are told why not', async () => {
  await pads.book(sam, 3);
  const place = await waits(tim);
  expect(place.text).toContain('You are number 1 in the line for pad 3. I tell you when it is your turn.');
  expect(place.buttons).toEqual(['Leave waitlist']);
  expect((await waits(kim)).text).toContain('number 2');
  expect((await waits(tim)).text).toContain('in the line for pad 3 already');
  expect((await waits(sam)).text).toContain('You have pad 3 yourself. `/pad extend`');
  expect((await waits(eve)).text).toMatch(/Only people who may host.*Ask an administrator/);
  await pads.board('2 waiting');
});

test('when the pad gets free the first is told, and it is kept for them alone', async () => {
  await sam.slash('/pad end');
  const told = await tim.until('@tim Pad 3 is free', { in: 'general' });
  expect(told.text).toMatch(/^@tim Pad 3 is free, and it is your turn\. It is kept for you until/);
  expect(told.record.mentions.map(({ id }) => id)).toEqual([tim.id]);
  const board = await pads.board('Kept for @tim until');
  const slipped = await sam.slash('/training', { pad: 3, starts: 'now' });
  expect(slipped.message!.text).toContain(
    'Pad 3 is kept for @tim, who waited for it. Choose another pad, or join the waitlist.',
  );
  expect(slipped.buttons).toEqual(['Join waitlist']);
  const picked = await sam.select(board.selects[0]!, 'Pad 3', { on: board });
  expect(picked.text).toContain('You can get in the line for it');
  expect((await sam.click('Join waitlist', { on: slipped })).text).toContain('number 3');
});

test('who misses the turn loses it to the next, also after a restart; stopping passes it on', async () => {
  await pads.stage.bot.stop();
  await pads.stage.bot.start();
  await pads.advance(minutes(5));
  await kim.until('@kim Pad 3 is free', { in: 'general' });
  await pads.board('Kept for @kim until');

  const stopped = await kim.click('Leave waitlist', {
    on: kim.sees('general').message('@kim Pad 3 is free')!,
  });
  expect(stopped.text).toBe('You are out of the line for pad 3.');
  await sam.until('@sam Pad 3 is free', { in: 'general' });
  expect(
    (await kim.click('Leave waitlist', { on: kim.sees('general').message('@kim Pad 3 is free')! })).text,
  ).toBe('You are not in the line for pad 3. `/pad list` shows whether it is free.');
});

test('whose turn it is books the pad, and the line is done', async () => {
  await pads.book(sam, 3);
  await pads.board('Training: @sam');
  await sam.slash('/pad end');
  const board = await pads.board('9 of 9 pads are free');
  expect(board.shows('Kept')).toBe(false);
});

test('who leaves the server leaves the line', async () => {
  await pads.book(sam, 3);
  await waits(tim);
  await waits(kim);
  tim.leaves();
  await sam.slash('/pad end');
  await kim.until(
    () => kim.sees('general').messages.filter((one) => one.shows('@kim Pad 3 is free')).length === 2,
  );
  expect((await pads.board('Kept for @kim')).shows('@tim')).toBe(false);
  await kim.click('Leave waitlist');
});

test('nobody is called to a pad that is not there any more; when it is there again, they are', async () => {
  await pads.book(sam, 9);
  await waits(kim);
  await pads.choose('pads', '5');
  await sam.slash('/pad end');
  await pads.board('5 of 5 pads are free');
  expect(kim.sees('general').shows('@kim Pad 9 is free')).toBe(false);
  await pads.choose('pads', '9');
  await pads.advance(minutes(1));
  await kim.until('@kim Pad 9 is free', { in: 'general' });
});
