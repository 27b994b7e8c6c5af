import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import texts from '../../locales/en-US.json' with { type: 'json' };
import type { Head } from '../../transcripts/entry.ts';
import { Maker } from '../../transcripts/maker.ts';
import type { NamesOf } from '../../transcripts/named.ts';
import type { Forgotten, Made, Making, NamedFor, Order, Seen } from '../../transcripts/protocol.ts';
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

export const ownChannel = '300000000000000001';

/** A section as it is given to the one who makes transcripts. */
export interface Part {
  readonly id?: string;
  readonly name?: string;
  readonly hidden?: true;
  readonly kept?: true;
  readonly messages?: readonly APIMessage[];
  readonly seen?: readonly Seen[];
}

/** How the tests want it made. */
export interface Wanted extends Partial<Head>, Partial<Pick<Making, 'hosts'>> {
  readonly names?: Partial<Readonly<Record<'staff' | 'creator', NamesOf>>>;
  readonly forgotten?: Forgotten;
}

/** A transcript in a folder of its own, as the thread makes it. */
export class MadeTranscript {
  readonly folder: string;
  readonly made: Made;
  /** Who was named before names were given. */
  readonly named: NamedFor;
  readonly #root: string;

  constructor(root: string, folder: string, { made, named }: { made: Made; named: NamedFor }) {
    this.#root = root;
    this.folder = folder;
    this.made = made;
    this.named = named;
  }

  read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  /** The same once more, made of nothing but this one, and of what was kept since. */
  async again(parts: readonly Part[], wanted: Wanted = {}): Promise<MadeTranscript> {
    return makeIn(this.#root, `again-${Math.random()}`, parts, { before: this.folder, ...wanted });
  }

  remove(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }
}

/** Makes a transcript of messages. */
export async function makeTranscript(parts: readonly Part[], wanted: Wanted = {}): Promise<MadeTranscript> {
  const root = await mkdtemp(join(tmpdir(), 'guildhall-transcript-'));
  return makeIn(root, 'made', parts, wanted);
}

const none: NamesOf = { users: {}, roles: {}, channels: {} };

async function makeIn(
  root: string,
  name: string,
  parts: readonly Part[],
  { names, hosts = [], forgotten, before, ...change }: Wanted & { readonly before?: string },
): Promise<MadeTranscript> {
  const folder = join(root, name);
  const making = { folder, files: join(root, 'files'), name: 'ticket-0042', words, hosts };
  const maker = new Maker();
  const take = (order: Order) => maker.take(order);
  await take({ kind: 'begin', making: { ...making, ...(before && { before }) } });
  let section: string | undefined;
  for (const { id = ownChannel, name = '', hidden, kept, messages = [], seen = [] } of parts) {
    const own = id === ownChannel && { own: true as const };
    if (id !== section) {
      await take({ kind: 'section', section: { id, name, ...own, ...(hidden && { hidden }) } });
    }
    section = id;
    await take({ kind: 'messages', messages, seen, ...(kept && { kept }) });
  }
  let named = (await take({ kind: 'name', head: { ...head, ...change } })) as NamedFor;
  if (forgotten) {
    named = (await take({ kind: 'forget', forgotten, somebody: 'somebody' })) as NamedFor;
  }
  const finish = { staff: none, creator: none, ...names };
  return new MadeTranscript(root, folder, {
    made: (await take({ kind: 'finish', names: finish })) as Made,
    named,
  });
}
