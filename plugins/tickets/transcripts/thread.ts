import { parentPort } from 'node:worker_threads';
import { Maker } from './maker.ts';
import type { Order, Outcome } from './protocol.ts';

/** The thread that makes one transcript: what it reads, writes and copies does not stop the bot for a moment. */
const maker = new Maker();

parentPort!.on('message', async (order: Order) => {
  let outcome: Outcome;
  try {
    outcome = { answer: await maker.take(order) };
  } catch (error) {
    outcome = { error: (error as Error).stack ?? String(error) };
  }
  parentPort!.postMessage(outcome);
});
