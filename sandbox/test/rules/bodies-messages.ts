import { bodyRules, letters, many } from '../body-rows.ts';
import type { Rule } from './rule.ts';

const field = (name: string, value: string) => ({ name, value });
const embeds = (...list: object[]) => ({ embeds: list });

/** Messages of a bot, without components. */
export const rules: readonly Rule[] = bodyRules(
  (stage, body) => stage.api('POST', `/channels/${stage.general.id}/messages`, body),
  200,
  [
    ['2,000 characters', { content: letters(2000) }],
    ['2,001 characters', { content: letters(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['4,001 characters', { content: letters(4001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['2,000 emoji count as 2,000 characters', { content: '😀'.repeat(2000) }],
    ['content that is an object', { content: {} }, 'content STRING_TYPE_CONVERT'],
    ['content that is a number is its text', { content: 5 }],
    ['a body that is a list', [], 'MODEL_TYPE_CONVERT'],
    ['a body that is a text', 'hello', 'MODEL_TYPE_CONVERT'],
    ['a body that is a number', 5, 'MODEL_TYPE_CONVERT'],
    ['nothing at all', {}, 50006],
    ['only spaces', { content: '  \n ' }, 50006],
    ['only empty lists', { content: '', embeds: [], components: [] }, 50006],
    ['members that Discord does not know', { content: 'hi', color: 'red', nested: { deep: [1] } }],
    ['a text for a flag set', { content: 'hi', flags: '4' }],
    ['a flag set that is no number', { content: 'hi', flags: 'many' }, 'flags NUMBER_TYPE_COERCE'],
    ['tts that is neither', { content: 'hi', tts: 'loud' }, 'tts BOOLEAN_TYPE_CONVERT'],
    ['a nonce of 25', { content: 'hi', nonce: letters(25) }],
    ['a nonce of 26', { content: 'hi', nonce: letters(26) }, 'nonce NONCE_TYPE_TOO_LONG'],
    ['a nonce that is a list', { content: 'hi', nonce: [] }, 'nonce NONCE_TYPE_INVALID_TYPE'],
    ['enforce_nonce without a nonce', { content: 'hi', enforce_nonce: true }],

    ['ten embeds', embeds(...many(10, () => ({ title: 'a' })))],
    ['eleven embeds', embeds(...many(11, () => ({ title: 'a' }))), 'embeds BASE_TYPE_MAX_LENGTH'],
    ['embeds that are no list', { embeds: {} }, 'embeds LIST_TYPE_CONVERT'],
    ['an embed that is a text', { embeds: ['hi'] }, 'embeds.0 MODEL_TYPE_CONVERT'],
    ['an embed title of 256', embeds({ title: letters(256) })],
    ['an embed title of 257', embeds({ title: letters(257) }), 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    ['an embed description of 4,096', embeds({ description: letters(4096) })],
    [
      'an embed description of 4,097',
      embeds({ description: letters(4097) }),
      'embeds.0.description BASE_TYPE_MAX_LENGTH',
    ],
    ['25 fields', embeds({ fields: many(25, () => field('a', 'b')) })],
    [
      '26 fields',
      embeds({ fields: many(26, () => field('a', 'b')) }),
      'embeds.0.fields BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a field without a name',
      embeds({ fields: [field('', 'b')] }),
      'embeds.0.fields.0.name BASE_TYPE_REQUIRED',
    ],
    [
      'a field with a blank value',
      embeds({ fields: [field('a', 'b'), field('a', ' ')] }),
      'embeds.0.fields.1.value BASE_TYPE_REQUIRED',
    ],
    [
      'a field value of 1,025',
      embeds({ fields: [field('a', letters(1025))] }),
      'embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a second embed with a long footer',
      embeds({ title: 'a' }, { title: 'b', footer: { text: letters(2049) } }),
      'embeds.1.footer.text BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an author without a name',
      embeds({ title: 'a', author: {} }),
      'embeds.0.author.name BASE_TYPE_REQUIRED',
    ],
    ['an embed with a colour alone', embeds({ color: 1 }), 'embeds.0.description BASE_TYPE_REQUIRED'],
    ['a colour beyond white', embeds({ title: 'a', color: 0x1000000 }), 'embeds.0.color NUMBER_TYPE_MAX'],
    ['a colour below black', embeds({ title: 'a', color: -1 }), 'embeds.0.color NUMBER_TYPE_MIN'],
    ['6,000 characters in two embeds', embeds(...many(2, () => ({ description: letters(3000) })))],
    [
      '6,001 characters in two embeds',
      embeds({ description: letters(3000) }, { description: letters(3000), title: 'a' }),
      'embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a time with an offset', embeds({ title: 'a', timestamp: '2026-08-06T12:00:00.000+00:00' })],
    [
      'a time that is none',
      embeds({ title: 'a', timestamp: 'soon' }),
      'embeds.0.timestamp DATE_TIME_TYPE_PARSE',
    ],
    [
      'an embed link that is none',
      embeds({ title: 'a', url: 'example' }),
      'embeds.0.url URL_TYPE_INVALID_URL',
    ],
    [
      'an embed link of another scheme',
      embeds({ title: 'a', url: 'ftp://example.com/' }),
      'embeds.0.url URL_TYPE_INVALID_SCHEME',
    ],

    [
      'mentions of all users and of some',
      { content: 'hi', allowed_mentions: { parse: ['users'], users: ['80351110224678912'] } },
      'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
    [
      'mentions of one user twice',
      { content: 'hi', allowed_mentions: { users: ['80351110224678912', '80351110224678912'] } },
      'allowed_mentions.users.1 SET_TYPE_ALREADY_CONTAINS_VALUE',
    ],
    [
      'mentions of all roles and of some users',
      { content: 'hi', allowed_mentions: { parse: ['roles'], users: ['80351110224678912'] } },
    ],
    [
      'mentions of an unknown kind',
      { content: 'hi', allowed_mentions: { parse: ['friends'] } },
      'allowed_mentions.parse.0 BASE_TYPE_CHOICES',
    ],
    [
      'mentions of 101 users',
      { content: 'hi', allowed_mentions: { users: many(101, (index) => `8035111022467${8912 + index}`) } },
      'allowed_mentions.users BASE_TYPE_MAX_LENGTH',
    ],
    [
      'attachments that match no file',
      { content: 'hi', attachments: [{ id: 0 }] },
      'attachments.0 ATTACHMENT_NOT_FOUND',
    ],
    [
      'a poll of 11 answers',
      { poll: { question: { text: 'a' }, answers: many(11, () => ({ poll_media: { text: 'a' } })) } },
      'poll.answers BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a poll answer of 56',
      { poll: { question: { text: 'a' }, answers: [{ poll_media: { text: letters(56) } }] } },
      'poll.answers.0.poll_media.text BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a poll without a question',
      { poll: { question: {}, answers: [{ poll_media: { text: 'a' } }] } },
      'poll.question.text BASE_TYPE_REQUIRED',
    ],
    [
      'a poll of 769 hours',
      { poll: { question: { text: 'a' }, answers: [{ poll_media: { text: 'a' } }], duration: 769 } },
      'poll.duration NUMBER_TYPE_MAX',
    ],
  ],
);
