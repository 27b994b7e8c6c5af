import { open } from './world.ts';

// Runs in a process of its own, on the database named in its arguments: says what it takes, and never ends it.
const shared = await open([process.argv[2]!]);
shared.runner(
  async ({ name }) => {
    console.log(`runs ${name}`);
    return new Promise<never>(() => {});
  },
  { owner: 'the killed', realTime: { now: () => new Date() }, leaseMs: 1_000 },
);
