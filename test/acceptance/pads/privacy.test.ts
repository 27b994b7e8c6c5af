import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PadsStage, startPads } from './pads-stage.ts';

/** What becomes of sessions whose people have their data removed. */
let pads: PadsStage;

beforeAll(async () => {
  pads = await startPads();
  await pads.choose('boardChannel', 'board');
});
afterAll(() => pads?.stage.stop());

test('a host has their data removed: the session ends, the next in line gets the pad, and no message shows the name', async () => {
  const { guild, sam, tim, ada } = pads;
  const lee = guild.member('lee', { roles: ['Staff'] });
  const id = await pads.book(sam, 3, { note: 'secret plan' });
  await pads.book(tim, 4, { cohost: sam });
  const cards = () => ada.sees('general').messages.filter(({ embeds }) => embeds.length > 0);
  const [own, shared] = cards();
  await lee.click('Join waitlist', { on: own! });
  await pads.board('Training: @sam');

  const question = await sam.slash('/privacy erase');
  const answer = await sam.click('Remove my data', { on: question });
  expect(answer.text).toContain('What I had stored about you is removed');

  expect(await pads.endOf(id)).toBe('host-forgotten');
  await lee.until('@lee Pad 3 is free', { in: 'general' });
  const board = await pads.board('Kept for @lee');
  await ada.until(() => own!.shows('Ended because the host had their data removed'));
  await ada.until(() => !shared!.text.includes('@sam'));
  expect(shared!.buttons).toContain('Join');
  for (const text of [board.text, own!.text, shared!.text]) {
    expect(text).not.toMatch(/@sam|secret plan/);
  }
  expect((await pads.sessions()).map(({ host }) => host)).toEqual(['forgotten', tim.id]);
});
