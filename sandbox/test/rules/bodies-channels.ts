import { bodyRules, letters, many } from '../body-rows.ts';
import type { Rule } from './rule.ts';

const overwrite = (more: object = {}) => ({
  id: '80351110224678912',
  type: 1,
  allow: '1024',
  deny: '0',
  ...more,
});

const created = bodyRules(({ api, guild }, body) => api('POST', `/guilds/${guild.id}/channels`, body), 201, [
  ['a name of 100', { name: letters(100) }],
  ['a name of 101', { name: letters(101) }, 'name BASE_TYPE_BAD_LENGTH'],
  ['an empty name', { name: '' }, 'name BASE_TYPE_BAD_LENGTH'],
  ['no name', {}, 'name BASE_TYPE_REQUIRED'],
  ['no name but null', { name: null }, 'name BASE_TYPE_REQUIRED'],
  ['a type that is none', { name: 'a', type: 3 }, 'type BASE_TYPE_CHOICES'],
  ['a type that is a word', { name: 'a', type: 'text' }, 'type NUMBER_TYPE_COERCE'],
  ['a topic of 1,024 in a text channel', { name: 'a', topic: letters(1024) }],
  ['a topic of 1,025 in a text channel', { name: 'a', topic: letters(1025) }, 'topic BASE_TYPE_BAD_LENGTH'],
  ['a topic of 4,097', { name: 'a', type: 15, topic: letters(4097) }, 'topic BASE_TYPE_BAD_LENGTH'],
  ['slow mode of six hours', { name: 'a', rate_limit_per_user: 21_600 }],
  ['slow mode written as a text', { name: 'a', rate_limit_per_user: '60' }],
  ['slow mode of more', { name: 'a', rate_limit_per_user: 21_601 }, 'rate_limit_per_user NUMBER_TYPE_MAX'],
  [
    'slow mode of less than nothing',
    { name: 'a', rate_limit_per_user: -1 },
    'rate_limit_per_user NUMBER_TYPE_MIN',
  ],
  ['a parent that is no id', { name: 'a', parent_id: 'tickets' }, 'parent_id NUMBER_TYPE_COERCE'],
  [
    '101 overwrites',
    { name: 'a', permission_overwrites: many(101, () => overwrite()) },
    'permission_overwrites BASE_TYPE_MAX_LENGTH',
  ],
  [
    'permissions that are no number',
    { name: 'a', permission_overwrites: [overwrite({ deny: 'VIEW_CHANNEL' })] },
    'permission_overwrites.0.deny NUMBER_TYPE_COERCE',
  ],
  [
    'an overwrite of an unknown kind',
    { name: 'a', permission_overwrites: [overwrite({ type: 2 })] },
    'permission_overwrites.0.type BASE_TYPE_CHOICES',
  ],
  ['a bitrate of 96,000', { name: 'a', type: 2, bitrate: 96_000 }],
  ['a bitrate of 96,001', { name: 'a', type: 2, bitrate: 96_001 }, 'bitrate NUMBER_TYPE_MAX'],
  ['room for 100 in voice', { name: 'a', type: 2, user_limit: 100 }, 'user_limit NUMBER_TYPE_MAX'],
]);

const edited = bodyRules(({ api, general }, body) => api('PATCH', `/channels/${general.id}`, body), 200, [
  ['an edit with a topic of 1,024', { topic: letters(1024) }],
  ['an edit with a topic of 1,025', { topic: letters(1025) }, 'topic BASE_TYPE_BAD_LENGTH'],
  ['an edit with no name but null', { name: null }, 'name BASE_TYPE_REQUIRED'],
  ['an edit of nothing', {}],
]);

/** Guild channels. */
export const rules: readonly Rule[] = [...created, ...edited];
