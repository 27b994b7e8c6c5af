import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { tellByDm } from '../../sdk/notice.ts';
import { whileDue } from '../../sdk/while-due.ts';
import { BareClient } from './bare-client.ts';

/** What waits for its turn is made only if somebody still wants it by then. */
let bare: BareClient;
beforeAll(async () => {
  bare = await BareClient.start();
});
afterAll(() => bare.stop());
afterEach(() => bare.sandbox.faults.clear());

const ada = () => bare.guild.owner;
const tell = (content: string) => tellByDm(bare.client, ada().id, { content }, content);
const told = () =>
  ada()
    .dms(bare.bot)
    .messages.map(({ text }) => text);

test('a message that has to wait is not sent when it is not wanted any more; the next one is', async () => {
  const limit = { status: 429, retryAfter: 0.01 } as const;
  const route = '/channels/:channel_id/messages';
  const fault = bare.sandbox.faults.add({ kind: 'rest', method: 'POST', route, ...limit });
  const waits = () => bare.sandbox.faults.list().find(({ id }) => id === fault)!.struck > 0;
  expect(
    await whileDue(
      async () => !waits(),
      () => tell('late'),
    ),
  ).toBeUndefined();
  bare.sandbox.faults.clear();

  expect(
    await whileDue(
      async () => true,
      () => tell('wanted'),
    ),
  ).toBe('sent');
  expect(await tell('plain')).toBe('sent');
  expect(told()).toEqual(['wanted', 'plain']);
});

test('what goes wrong otherwise is told as ever', async () => {
  const work = async () => {
    throw new Error('broken');
  };
  await expect(whileDue(async () => true, work)).rejects.toThrow('broken');
  const route = '/channels/:channel_id/messages';
  bare.sandbox.faults.add({ kind: 'rest', method: 'POST', route, status: 403, code: 50007 });
  expect(
    await whileDue(
      async () => true,
      () => tell('closed'),
    ),
  ).toBe('closed');
});
