import type { APIMessage } from 'discord-api-types/v10';
import type { Seen } from '../../transcripts/protocol.ts';
import type { FileServer } from './file-server.ts';
import { type MadeTranscript, makeTranscript, message } from './made.ts';

/**
 * A transcript that has a hostile text in every field there is.
 * @param server whose files are copied: all are pictures, small ones first.
 */
export async function hostileTranscript(
  texts: readonly string[],
  server: Pick<FileServer, 'host' | 'url'>,
): Promise<MadeTranscript> {
  const channel = '300000000000000001';
  return makeTranscript(
    [
      { id: channel, name: texts[0]!, messages: texts.flatMap(messagesWith), seen: texts.map(seenWith) },
      {
        id: `${channel}files`,
        name: texts[0]!,
        messages: texts.map((text, index) => withFiles(text, index, server)),
      },
      ...texts.map((text, index) => ({
        id: `${channel}${index}`,
        name: text,
        messages: [message(500_000 + index, { content: text })],
      })),
    ],
    {
      hosts: [server.host],
      title: texts.join(' '),
      facts: texts.map((text) => ({ label: text, value: text })),
      answers: texts.map((text) => ({ label: text, value: text })),
      notes: texts.map((text) => ({ author: text, user: '2', at: '2026-11-21T19:00:00.000Z', text })),
      names: { staff: namesOf(texts), creator: namesOf(texts) },
    },
  );
}

/** Files and pictures that are copied, so that what is shown of copies has the text in it. */
function withFiles(text: string, index: number, server: Pick<FileServer, 'url'>): APIMessage {
  const picture = { url: text, proxy_url: server.url(`/embed/${index}/${encodeURIComponent(text)}`) };
  const attachment = (kind: string, flags: number) => ({
    id: `${kind}${index}`,
    filename: text,
    description: text,
    size: 12,
    flags,
    url: server.url(`/${kind}/${index}`),
    proxy_url: text,
  });
  return message(700_000 + index, {
    content: text,
    // The second one is a spoiler.
    attachments: [attachment('dot', 0), attachment('spoiler', 8), attachment('text', 0)],
    embeds: [{ title: text, image: picture, thumbnail: picture }],
    components: [{ type: 12, items: [{ media: picture, description: text, spoiler: true }] }],
  } as unknown as Partial<APIMessage>);
}

const namesOf = (texts: readonly string[]) => {
  const names = Object.fromEntries(texts.map((text, index) => [String(700 + index), text]));
  return { users: names, roles: names, channels: names };
};

const user = (text: string, id: number) => ({
  id: String(9_000_000 + id),
  username: text,
  global_name: text,
  discriminator: '0',
  avatar: null,
});

/** Messages with the text in each of their fields, as Discord would send them if it let everything through. */
function messagesWith(text: string, index: number): APIMessage[] {
  const id = index * 100;
  const author = user(text, id);
  const emoji = { id: null, name: text };
  const media = { url: text, proxy_url: text };
  const body = {
    content: `${text} <@${700 + index}> <@&${700 + index}> <#${700 + index}> ${text}`,
    attachments: [
      {
        id: text,
        filename: text,
        description: text,
        title: text,
        content_type: text,
        size: 12,
        url: text,
        proxy_url: text,
      },
    ],
    embeds: [
      {
        title: text,
        type: 'rich',
        url: text,
        description: text,
        color: index * 1_000,
        timestamp: text,
        author: { name: text, url: text, icon_url: text },
        provider: { name: text, url: text },
        footer: { text, icon_url: text },
        image: media,
        thumbnail: media,
        video: media,
        fields: [
          { name: text, value: text, inline: true },
          { name: text, value: text },
        ],
      },
    ],
    sticker_items: [{ id: text, name: text, format_type: 1 }],
    components: componentsWith(text),
    flags: 0,
  };
  const whole = (id: number, change: object) => message(id, change as Partial<APIMessage>);
  return [
    whole(id + 1, { author, ...body, mentions: [author] }),
    whole(id + 2, { author: { ...author, bot: true }, content: '', type: 99 }),
    whole(id + 3, { author, webhook_id: '1', content: text }),
    whole(id + 4, {
      type: 19,
      content: text,
      message_reference: { message_id: text },
      referenced_message: message(id + 1, { author, content: text, id: text }),
    }),
    whole(id + 5, {
      content: '',
      message_reference: { type: 1 },
      message_snapshots: [{ message: { ...body, timestamp: text, type: 0 } }],
    }),
    whole(id + 6, {
      content: '',
      poll: {
        question: { text },
        answers: [{ answer_id: 1, poll_media: { text, emoji } }],
        expiry: text,
        allow_multiselect: false,
        layout_type: 1,
        results: { is_finalized: true, answer_counts: [{ id: 1, count: 3, me_voted: false }] },
      },
    }),
    whole(id + 7, { content: text, reactions: [{ emoji, count: 2 }] }),
    whole(id + 8, { content: text, interaction: { id: '1', type: 2, name: text, user: author } }),
    whole(id + 9, { content: text, thread: { id: text, name: text, type: 11 } }),
    whole(id + 10, { content: 'edited', edited_timestamp: text, timestamp: text }),
  ];
}

function componentsWith(text: string): object[] {
  const media = { url: text, proxy_url: text };
  const label = { type: 10, content: text };
  return [
    {
      type: 1,
      components: [
        { type: 2, style: 1, label: text, custom_id: text, emoji: { id: null, name: text } },
        { type: 2, style: 5, label: text, url: text },
        {
          type: 3,
          custom_id: text,
          placeholder: text,
          options: [{ label: text, value: text, description: text }],
        },
      ],
    },
    label,
    { type: 9, components: [label], accessory: { type: 11, media, description: text } },
    { type: 12, items: [{ media, description: text, spoiler: true }] },
    { type: 13, file: media, name: text },
    { type: 14 },
    { type: 17, accent_color: 123, components: [label, { type: 2, style: 5, label: text, url: text }] },
    { type: text, content: text },
  ];
}

function seenWith(text: string, index: number): Seen {
  return {
    id: String(1_000_000_000_000_000_000n + BigInt(index * 100 + (index % 2 === 0 ? 50 : 1))),
    channel: '300000000000000001',
    at: '2026-11-21T19:00:00.000Z',
    author: { id: text, name: text },
    text,
    files: [{ id: text, name: text, size: 12, url: text }],
    more: {
      stickers: [text],
      poll: { question: text, answers: [{ text }], ends: text },
      forward: { text, files: [{ id: text, name: text, size: 12, url: text }] },
    },
    history: [{ at: text, text }],
    ...(index % 2 === 0 && { deletedAt: '2026-11-21T19:30:00.000Z' }),
  };
}
