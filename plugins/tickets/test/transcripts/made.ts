import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import texts from '../../locales/en-US.json' with { type: 'json' };
import type { Head } from '../../transcripts/entry.ts';
import { Maker } from '../../transcripts/maker.ts';
import type { Made, Making, Order, Seen } from '../../transcripts/protocol.ts';
import type { Words } from '../../transcripts/words.ts';

export const words = texts.transcript.words as unknown as Words;

export const head: Head = {
  title: 'Transcript of ticket 0042',
  facts: [{ label: 'Opened by', value: 'eve', user: '200000000000000003' }],
  answers: [],
  notes: [],
  madeAt: '2026-11-21T20:00:00.000Z',
  locale: 'en-US',
  timeZone: 'America/New_York',
};

/** A message as Discord sends it. */
export function message(id: number, change: Partial<APIMessage> = {}): APIMessage {
  return {
    id: String(1_000_000_000_000_000_000n + BigInt(id)),
    channel_id: '300000000000000001',
    type: 0,
    author: {
      id: '200000000000000003',
      username: 'eve',
      global_name: 'Eve',
      discriminator: '0',
      avatar: null,
    },
    content: `message ${id}`,
    timestamp: '2026-11-21T19:00:00.000Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    ...change,
  };
}

/** A section as it is given to the one who makes transcripts. */
export interface Part {
  readonly id?: string;
  readonly name?: string;
  readonly hidden?: true;
  readonly messages?: readonly APIMessage[];
  readonly seen?: readonly Seen[];
}

/** A transcript in a folder of its own, as the thread makes it. */
export class MadeTranscript {
  readonly folder: string;
  readonly made: Made;
  readonly #root: string;

  constructor(root: string, folder: string, made: Made) {
    this.#root = root;
    this.folder = folder;
    this.made = made;
  }

  read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  /** The same without somebody. */
  async without(user: string): Promise<MadeTranscript> {
    const folder = join(this.#root, `without-${user}`);
    const order: Order = { kind: 'forget', from: this.folder, user, somebody: 'somebody' };
    return new MadeTranscript(this.#root, folder, await run(folder, {}, [order]));
  }

  remove(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }
}

/** Makes a transcript of messages. */
export async function makeTranscript(
  parts: readonly Part[],
  { names, hosts, ...change }: Partial<Head> & Partial<Pick<Making, 'names' | 'hosts'>> = {},
): Promise<MadeTranscript> {
  const root = await mkdtemp(join(tmpdir(), 'guildhall-transcript-'));
  const folder = join(root, 'made');
  const orders = parts.flatMap(
    ({ id = '300000000000000001', name = '', hidden, messages = [], seen = [] }) => [
      { kind: 'section', section: { id, name, ...(hidden && { hidden }) } } as const,
      { kind: 'messages', messages, seen } as const,
    ],
  );
  const making = { ...(names && { names }), ...(hosts && { hosts }) };
  const made = await run(folder, making, [...orders, { kind: 'finish', head: { ...head, ...change } }]);
  return new MadeTranscript(root, folder, made);
}

async function run(folder: string, change: Partial<Making>, orders: readonly Order[]): Promise<Made> {
  await mkdir(folder, { recursive: true });
  const maker = new Maker();
  const names = { users: {}, roles: {}, channels: {} };
  await maker.take({
    kind: 'begin',
    making: { folder, name: 'ticket-0042', words, hosts: [], names, ...change },
  });
  let made: Made | undefined;
  for (const order of orders) {
    made = (await maker.take(order)) ?? made;
  }
  return made!;
}
