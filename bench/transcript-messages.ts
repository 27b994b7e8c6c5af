import type { APIMessage, APIUser } from 'discord-api-types/v10';

/** Messages in a page of Discord's. */
export const pageSize = 100;

const people: readonly APIUser[] = ['ada', 'bob', 'eve', 'sam', 'tim'].map((username, index) => ({
  id: String(200_000_000_000_000_000n + BigInt(index)),
  username,
  global_name: username.toUpperCase(),
  discriminator: '0',
  avatar: null,
}));

const texts = [
  'Hello, I have a question about **my order**: when does it come?',
  'It says `ORD-7K2M9XQ-AB12CD` here. See https://example.com/orders/42?from=mail for *details*.',
  '> when does it come?\nSoon! It left <t:1700000000:R>, and will be with you in two or three days.\n- one parcel\n- two letters',
  '```ts\nconst answer = 42;\nconsole.log(answer);\n```',
  'Thank you <@200000000000000003>, that helps ||a lot||. I will wait and write again if it does not come. '.repeat(
    3,
  ),
];

/** The first message has this id; the next ones follow. */
const firstId = 1_000_000_000_000_000_000n;

/** A message of a ticket, always the same for a number. Most are text; some have embeds, replies, reactions. */
function messageAt(index: number): APIMessage {
  const author = people[index % people.length]!;
  return {
    id: String(firstId + BigInt(index)),
    channel_id: '300000000000000001',
    type: index % 9 === 4 ? 19 : 0,
    author,
    content: texts[index % texts.length]!,
    timestamp: new Date(1_700_000_000_000 + index * 30_000).toISOString(),
    edited_timestamp: index % 17 === 0 ? new Date(1_700_000_005_000 + index * 30_000).toISOString() : null,
    tts: false,
    mention_everyone: false,
    mentions: index % texts.length === 4 ? [people[3]!] : [],
    mention_roles: [],
    attachments: [],
    embeds:
      index % 10 === 3
        ? [
            {
              type: 'rich' as never,
              title: 'Order',
              description: 'The state of your **order**.',
              color: 0x5865f2,
              fields: [
                { name: 'Status', value: 'on its way', inline: true },
                { name: 'Total', value: '12.00 CAD', inline: true },
              ],
              footer: { text: 'Guildhall' },
            },
          ]
        : [],
    pinned: false,
    components:
      index % 25 === 7
        ? [
            {
              type: 1,
              components: [
                { type: 2, style: 1, label: 'Close', custom_id: 'close' },
                { type: 2, style: 5, label: 'Help', url: 'https://example.com/help' },
              ],
            },
          ]
        : [],
    ...(index % 9 === 4 && {
      message_reference: {
        type: 0 as const,
        message_id: String(firstId + BigInt(index - 1)),
        channel_id: '300000000000000001',
      },
      referenced_message: messageAt(index - 1),
    }),
    ...(index % 8 === 2 && {
      reactions: [
        {
          emoji: { id: null, name: '👍' },
          count: 2,
          count_details: { burst: 0, normal: 2 },
          me: false,
          me_burst: false,
          burst_colors: [],
        },
      ],
    }),
  } as APIMessage;
}

/** Up to a page of messages from a number on, as Discord answers: text that is read when it comes. */
export function pageFrom(first: number, count: number): APIMessage[] {
  const length = Math.max(0, Math.min(pageSize, count - first));
  return JSON.parse(JSON.stringify(Array.from({ length }, (_, index) => messageAt(first + index))));
}

/** The number of the message with an id. */
export const indexOf = (id: string) => Number(BigInt(id) - firstId);
