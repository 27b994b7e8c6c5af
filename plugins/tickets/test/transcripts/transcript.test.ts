import type { APIMessage } from 'discord-api-types/v10';
import { afterEach, expect, test } from 'vitest';
import type { Seen } from '../../transcripts/protocol.ts';
import { type MadeTranscript, makeTranscript, message, type Part, type Wanted } from './made.ts';

const left: MadeTranscript[] = [];
afterEach(async () => {
  await Promise.all(left.splice(0).map((one) => one.remove()));
});

async function made(...[parts, more]: Parameters<typeof makeTranscript>): Promise<MadeTranscript> {
  const one = await makeTranscript(parts, more);
  left.push(one);
  return one;
}

const sam = {
  id: '200000000000000001',
  username: 'sam',
  global_name: 'Sam',
  discriminator: '0',
  avatar: null,
};

const seen = (id: number, text: string, change: Partial<Seen> = {}): Seen => ({
  id: String(1_000_000_000_000_000_000n + BigInt(id)),
  channel: '300000000000000001',
  at: '2026-11-21T19:00:00.000Z',
  author: { id: sam.id, name: 'Sam' },
  text,
  files: [],
  more: {},
  history: [],
  ...change,
});

interface Stored {
  readonly names: { readonly users: Record<string, string> };
  readonly sections: readonly {
    readonly name: string;
    readonly messages: readonly Record<string, unknown>[];
  }[];
}

const jsonOf = async (one: MadeTranscript, name = 'ticket-0042-staff.json') =>
  JSON.parse(await one.read(name)) as Stored;

test('a deleted message stands where it was, for staff with its text, for the creator without', async () => {
  const deletedAt = '2026-11-21T19:30:00.000Z';
  const one = await made([{ messages: [message(1), message(5)], seen: [seen(3, 'secret', { deletedAt })] }]);
  const staff = (await jsonOf(one)).sections[0]!.messages;
  expect(staff.map(({ text }) => text)).toEqual(['message 1', 'secret', 'message 5']);
  const creator = (await jsonOf(one, 'ticket-0042.json')).sections[0]!.messages;
  expect(creator.map(({ text, deletedAt }) => text ?? deletedAt)).toEqual([
    'message 1',
    deletedAt,
    'message 5',
  ]);
  for (const name of one.made.creator.map(({ name }) => name)) {
    expect(await one.read(name)).not.toContain('secret');
  }
});

test('what a message said before it was edited is for staff, also when nobody saw the edit', async () => {
  const edited_timestamp = '2026-11-21T19:20:00.000Z';
  const history = [{ at: '2026-11-21T19:10:00.000Z', text: 'first words' }];
  const one = await made([
    {
      messages: [message(1, { content: 'now', edited_timestamp })],
      seen: [seen(1, 'second words', { history })],
    },
  ]);
  const [entry] = (await jsonOf(one)).sections[0]!.messages;
  expect(entry!.history).toEqual([...history, { at: edited_timestamp, text: 'second words' }]);
  expect(await one.read('ticket-0042.html')).not.toMatch(/first words|second words/);
  expect(await one.read('ticket-0042.txt')).toContain('(edited ');
});

test('threads that only staff saw, and notes, are not in the version of the creator', async () => {
  const notes = [{ author: 'Sam', user: sam.id, at: '2026-11-21T19:00:00.000Z', text: 'a note' }];
  const parts: Part[] = [
    { messages: [message(1)] },
    { id: '31', name: 'open thread', messages: [message(2)] },
    { id: '32', name: 'staff thread', hidden: true, messages: [message(3, { content: 'among us' })] },
  ];
  const one = await made(parts, { notes });
  for (const { name } of one.made.staff) {
    expect(await one.read(name)).toMatch(/a note[\s\S]*staff thread[\s\S]*among us/);
  }
  for (const { name } of one.made.creator) {
    const text = await one.read(name);
    expect(text).toContain('open thread');
    expect(text).not.toMatch(/a note|staff thread|among us/);
  }
});

test('everything that Discord shows is shown: components, embeds, polls, stickers, forwards, replies, reactions', async () => {
  const whole = {
    components: [
      {
        type: 17,
        accent_color: 0xff0000,
        components: [
          { type: 10, content: '# Heading' },
          {
            type: 9,
            components: [{ type: 10, content: 'Beside' }],
            accessory: { type: 2, style: 1, label: 'Press' },
          },
          { type: 14 },
          { type: 12, items: [{ media: { url: 'https://example.com/a.png' }, description: 'A view' }] },
          {
            type: 1,
            components: [{ type: 3, placeholder: 'Choose', options: [{ label: 'Red' }, { label: 'Blue' }] }],
          },
        ],
      },
      { type: 1, components: [{ type: 2, style: 5, label: 'More', url: 'https://example.com/more' }] },
    ],
    embeds: [
      {
        title: 'Order',
        color: 255,
        fields: [{ name: 'Status', value: 'on its way' }],
        footer: { text: 'Foot' },
      },
    ],
    poll: {
      question: { text: 'Tea?' },
      answers: [
        { answer_id: 1, poll_media: { text: 'Yes' } },
        { answer_id: 2, poll_media: { text: 'No' } },
      ],
      expiry: '2026-11-22T19:00:00.000Z',
      results: { is_finalized: true, answer_counts: [{ id: 1, count: 3 }] },
    },
    sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }],
    reactions: [{ emoji: { id: null, name: '👍' }, count: 7 }],
    message_snapshots: [{ message: { content: 'forwarded words', timestamp: '2026-11-20T19:00:00.000Z' } }],
  } as unknown as Partial<APIMessage>;
  const reply = { type: 19, referenced_message: message(1), content: 'an answer' } as Partial<APIMessage>;
  const gone = { type: 19, referenced_message: null, content: 'to nobody' } as unknown as Partial<APIMessage>;
  const one = await made([
    {
      messages: [
        message(1, whole),
        message(2, reply),
        message(3, gone),
        message(4, { type: 6, content: '' }),
      ],
    },
  ]);
  const [page, text] = [await one.read('ticket-0042.html'), await one.read('ticket-0042.txt')];
  for (const part of [
    'Heading',
    'Beside',
    'Press',
    'A view',
    'Choose',
    'Red',
    'More',
    'Order',
    'on its way',
    'Foot',
  ]) {
    expect(page).toContain(part);
    expect(text).toContain(part);
  }
  for (const part of [
    'Tea?',
    'Yes',
    'Wave',
    'forwarded words',
    'an answer',
    'the answered message was deleted',
  ]) {
    expect(page).toContain(part);
    expect(text).toContain(part);
  }
  expect(page).toContain('3 (100 %)');
  expect(page).toContain('👍 7');
  expect(page).toContain('{border-color:#ff0000}');
  expect(page).toContain('<a href="#m1000000000000000001">');
  expect(page).toContain('href="https://example.com/more"');
});

test('people, roles and channels have their names; times are in the zone of the server', async () => {
  const names = { users: { '7': 'Ada' }, roles: { '8': 'Helpers' }, channels: { '9': 'rules' } };
  const one = await made(
    [{ messages: [message(1, { content: '<@7> <@!7> <@&8> <#9> <@10> <t:1700000000:F>' })] }],
    {
      names: { staff: names, creator: names },
    },
  );
  expect(await one.read('ticket-0042.txt')).toContain('@Ada @Ada @Helpers #rules @10 Nov 14, 2023, 5:13:20');
  const page = await one.read('ticket-0042.html');
  expect(page.match(/>@Ada</g)).toHaveLength(2);
});

const none = { users: {}, roles: {}, channels: {} };

/** What Sam wrote, and where others name Sam. */
const withSam: Part = {
  messages: [
    message(1, { content: 'my own words', author: sam }),
    message(2, { content: `hello <@${sam.id}>\u2028again` }),
    message(3, { type: 19, content: 'fine', referenced_message: message(1, { author: sam }) } as never),
    message(5, { content: `see https://discord.com/users/${sam.id}` }),
  ],
  seen: [seen(4, 'gone words', { deletedAt: '2026-11-21T19:30:00.000Z' })],
};
const aboutSam: Wanted = {
  facts: [{ label: 'Claimed by', value: 'Sam', user: sam.id }],
  notes: [
    { author: 'Sam', user: sam.id, at: '2026-11-21T19:00:00.000Z', text: 'Sam noted' },
    { author: 'Tim', user: '9', at: '2026-11-21T19:00:00.000Z', text: `ask <@${sam.id}>` },
  ],
  names: { staff: { ...none, users: { [sam.id]: 'Sam' } }, creator: { ...none, users: { [sam.id]: 'Sam' } } },
};
const later = Date.parse('2026-11-22T00:00:00Z');

test('whoever is forgotten is nowhere in it, and the words of the others stay', async () => {
  const one = await made([withSam], aboutSam);
  expect(one.made.people).toContain(sam.id);
  const kept = { kept: true as const };
  for (const without of [
    // Made of the one before, and made of what Discord gives again.
    await one.again([kept], { ...aboutSam, forgotten: { [sam.id]: later } }),
    await made([withSam], {
      ...aboutSam,
      facts: [{ label: 'Claimed by', value: 'somebody' }],
      forgotten: { [sam.id]: later },
    }),
  ]) {
    expect(without.made.messages).toBe(5);
    expect(without.made.people).not.toContain(sam.id);
    for (const { name } of [...without.made.staff, ...without.made.creator]) {
      const text = await without.read(name);
      expect(text).not.toMatch(/Sam\b|my own words|gone words/);
      expect(text).not.toContain(sam.id);
      expect(text).toContain('again');
    }
  }
});

test('what somebody wrote after they were forgotten is in it', async () => {
  const one = await made([withSam], { forgotten: { [sam.id]: Date.parse('2026-11-21T18:00:00Z') } });
  expect(await one.read('ticket-0042.txt')).toContain('my own words');
  expect(one.made.people).toContain(sam.id);
});

test('everyone who is named in any way is told of: by a mention, an answer, a fact, a note, a number', async () => {
  const ways: [Part, Wanted?][] = [
    [{ messages: [message(1, { content: `<@!${sam.id}>` })] }],
    [{ messages: [message(1, { type: 19, referenced_message: message(0, { author: sam }) } as never)] }],
    [{ messages: [message(1, { content: `https://discord.com/users/${sam.id}` })] }],
    [{ messages: [message(1, { embeds: [{ description: `<@${sam.id}>` }] })] }],
    [{}, { facts: [{ label: 'Claimed by', value: 'Sam', user: sam.id }] }],
    [{}, { notes: [{ author: 'Sam', user: sam.id, at: '2026-11-21T19:00:00.000Z', text: 'x' }] }],
    [{}, { answers: [{ label: 'Who', value: `<@${sam.id}>` }] }],
  ];
  for (const [part, wanted] of ways) {
    expect((await made([part], wanted)).made.people).toContain(sam.id);
  }
});

test('names stand in it of those only who are named there; in the version of the creator, of what they saw', async () => {
  const names = {
    users: { '11': 'Ada', '12': 'Bob', '13': 'Never Named' },
    roles: { '21': 'Helpers', '22': 'Never Named' },
    channels: { '31': 'rules', '32': 'staff-room' },
  };
  const one = await made(
    [
      { messages: [message(1, { content: '<@11> <#31> <@&21>' })] },
      { id: '44', name: 'staff', hidden: true, messages: [message(2, { content: '<@12> <#32>' })] },
    ],
    { names: { staff: names, creator: names } },
  );
  expect((await jsonOf(one)).names).toEqual({
    users: { '11': 'Ada', '12': 'Bob', '200000000000000003': 'Eve' },
    roles: { '21': 'Helpers' },
    channels: { '31': 'rules', '32': 'staff-room' },
  });
  expect((await jsonOf(one, 'ticket-0042.json')).names).toEqual({
    users: { '11': 'Ada', '200000000000000003': 'Eve' },
    roles: { '21': 'Helpers' },
    channels: { '31': 'rules' },
  });
  for (const { name } of [...one.made.staff, ...one.made.creator]) {
    expect(await one.read(name)).not.toContain('Never Named');
  }
});

test('of a channel that is gone there is what the transcript before says, and what was heard since', async () => {
  const one = await made([
    { messages: [message(1), message(2, { content: 'of a bot', embeds: [{ title: 'Kept' }] }), message(3)] },
    { id: '44', name: 'side', hidden: true, messages: [message(4, { content: 'among us' })] },
  ]);
  const news = { news: true as const };
  const again = await one.again([
    {
      kept: true,
      seen: [
        // Heard before, and read since: the transcript knows it better.
        seen(1, 'as it was heard long ago'),
        seen(3, 'now', { ...news, history: [{ at: '2026-11-21T19:10:00.000Z', text: 'message 3' }] }),
        seen(7, 'the last words', news),
      ],
    },
    { id: '44', name: 'side', hidden: true, kept: true },
  ]);
  const { sections } = await jsonOf(again);
  expect(sections.map(({ name, messages }) => [name, messages.map(({ text }) => text)])).toEqual([
    ['', ['message 1', 'of a bot', 'now', 'the last words']],
    ['side', ['among us']],
  ]);
  expect(sections[0]!.messages[1]).toMatchObject({ embeds: [{ title: 'Kept' }] });
  expect(sections[0]!.messages[2]!.history).toEqual([{ at: '2026-11-21T19:10:00.000Z', text: 'message 3' }]);
  expect(await again.read('ticket-0042.txt')).not.toContain('among us');
});

test('where Discord gives a part only, the rest is what the transcript before says', async () => {
  const one = await made([{ messages: [message(1), message(2), message(3)] }]);
  const again = await one.again([
    { messages: [message(1), message(2, { content: 'new' })] },
    { kept: true, seen: [] },
  ]);
  const texts = (await jsonOf(again)).sections.flatMap(({ messages }) => messages.map(({ text }) => text));
  expect(texts).toEqual(['message 1', 'new', 'message 3']);
});

test('a message that was only a sticker, a poll or a forward is there when it was deleted', async () => {
  const deletedAt = '2026-11-21T19:30:00.000Z';
  const one = await made([
    {
      seen: [
        seen(1, '', { deletedAt, more: { stickers: ['Wave'] } }),
        seen(2, '', { deletedAt, more: { poll: { question: 'Tea?', answers: [{ text: 'Yes' }] } } }),
        seen(3, '', { deletedAt, more: { forward: { text: 'from elsewhere', files: [] } } }),
      ],
    },
  ]);
  for (const { name } of one.made.staff) {
    const text = await one.read(name);
    for (const part of ['Wave', 'Tea?', 'from elsewhere']) {
      expect(text).toContain(part);
    }
  }
});

test('a file that could not be copied is named with the reason; no address of others is asked', async () => {
  const file = (filename: string, size: number) => ({
    id: String(size),
    filename,
    size,
    url: `http://127.0.0.1:9/${filename}`,
    proxy_url: '',
  });
  const one = await made([
    {
      messages: [
        message(1, { attachments: [file('a.png', 10), file('setup.EXE', 11), file('film.mp4', 99e6)] }),
      ],
    },
  ]);
  const [entry] = (await jsonOf(one)).sections[0]!.messages;
  expect((entry!.files as { missing: string }[]).map(({ missing }) => missing)).toEqual([
    'gone',
    'program',
    'large',
  ]);
});
