/**
 * Makes one transcript in a process of its own, and prints what it took:
 * `node --expose-gc bench/transcript-contender.ts Guildhall 10000`. `nothing` lasts so many ms.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { scratchFolder } from './scratch.ts';
import { discordChannel } from './transcript-channel.ts';
import { pageFrom, pageSize } from './transcript-messages.ts';
import type { Taken } from './transcripts.ts';

const [name, size] = process.argv.slice(2);
const count = Number(size);

/** @returns how many bytes came out. */
type Contender = () => Promise<number>;

async function guildhall(): Promise<Contender> {
  const { TranscriptThread } = await import('../plugins/tickets/transcripts/transcript-thread.ts');
  const { default: texts } = await import('../plugins/tickets/locales/en-US.json', {
    with: { type: 'json' },
  });
  const folder = join(scratchFolder(), 'transcript');
  const file = join(import.meta.dirname, '../plugins/tickets/transcripts/thread.ts');
  return async () => {
    mkdirSync(folder);
    const thread = new TranscriptThread(file);
    const words = texts.transcript.words as never;
    const files = join(folder, '..', 'files');
    await thread.ask({ kind: 'begin', making: { folder, files, name: 'ticket-0001', words, hosts: [] } });
    await thread.ask({ kind: 'section', section: { id: '300000000000000001', name: 'ticket-0001' } });
    for (let first = 0; first < count; first += pageSize) {
      // As from the network: other things happen between two pages.
      await new Promise(setImmediate);
      await thread.ask({ kind: 'messages', messages: pageFrom(first, count), seen: [] });
    }
    const head = { title: 'Ticket', facts: [], answers: [], notes: [], madeAt: new Date(0).toISOString() };
    await thread.ask({ kind: 'name', head: { ...head, locale: 'en-US', timeZone: 'America/New_York' } });
    const names = { users: {}, roles: {}, channels: {} };
    const made = await thread.ask({ kind: 'finish', names: { staff: names, creator: names } });
    await thread.end();
    if (made.messages !== count) throw new Error(`${made.messages} of ${count} messages`);
    return made.staff[0]!.size;
  };
}

async function messageTranscript(): Promise<Contender> {
  const { createTranscript } = await import('discord-message-transcript');
  const channel = discordChannel(count);
  return async () => {
    const page = await createTranscript(
      channel as never,
      {
        returnType: 'buffer',
        returnFormat: 'HTML',
        disableWarnings: true,
        safeMode: false,
      } as never,
    );
    return (page as unknown as Buffer).byteLength;
  };
}

async function htmlTranscripts(): Promise<Contender> {
  const { createTranscript } = await import('discord-html-transcripts');
  const channel = discordChannel(count);
  return async () => {
    const page = await createTranscript(channel as never, {
      limit: -1,
      returnType: 'buffer' as never,
      poweredBy: false,
      callbacks: { resolveUser: (async (id: string) => channel.client.users.cache.get(id) ?? null) as never },
    });
    return (page as unknown as Buffer).byteLength;
  };
}

/** Nothing, for as long, beside a thread that never rests: what the machine does to the loop by itself. */
async function nothing(): Promise<Contender> {
  return async () => {
    const busy = new Worker('for (;;);', { eval: true });
    await sleep(count);
    await busy.terminate();
    return 0;
  };
}

const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  Guildhall: guildhall,
  'discord-message-transcript': messageTranscript,
  'discord-html-transcripts': htmlTranscripts,
  nothing,
};

const run = await contenders[name!]!();
gc!();
await sleep(100);
const before = process.memoryUsage.rss();
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const began = performance.now();
const bytes = await run();
const ms = performance.now() - began;
// What blocks until the end is seen only when the loop turns once more.
await sleep(20);
delay.disable();
peak = Math.max(peak, process.memoryUsage.rss());
clearInterval(watch);
const taken: Taken = { ms, memory: (peak - before) / 1e6, block: delay.max / 1e6, megabytes: bytes / 1e6 };
console.log(JSON.stringify(taken));
process.exit(0);
