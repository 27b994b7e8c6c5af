import type { DeclaredCapability, Message } from '@guildhall/sdk';
import type { APIEmbed } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import type { Grant } from '../entities/grant.ts';
import { auditList } from '../views/audit-list.ts';
import { grantList } from '../views/grant-list.ts';
import { verdictView } from '../views/verdict.ts';
import { bob, guild, helper, joined, owner } from './ground.ts';

const textsIn = textsOf('permissions');

const declared: DeclaredCapability[] = [
  {
    plugin: 'pads',
    name: 'pads.host.training',
    audience: 'staff',
    text: (locale) => (locale === 'es-ES' ? 'Dirigir entrenamientos' : 'Host trainings'),
    feature: () => 'Pads',
  },
];
const reader = (locale: 'en-US' | 'es-ES' = 'en-US') => ({ t: textsIn(locale), locale, declared });
const embed = ({ embeds }: Message) => embeds![0] as APIEmbed;

const grant = (change: Partial<Grant> = {}) =>
  ({
    id: 'aaaaaaaaaaaa',
    guild,
    what: 'pads.host.training',
    kind: 'user',
    principal: bob,
    memberSince: joined,
    endsAt: null,
    givenBy: owner,
    givenAt: new Date(0),
    reason: null,
    ...change,
  }) as Grant;
const listOf = (rows: Grant[], total = rows.length) =>
  grantList({ rows, page: 0, pages: Math.ceil(total / 10) || 1, total }, undefined, reader());

describe('the list', () => {
  test('says of each grant who has what, until when, from whom and why', () => {
    const row = grant({ endsAt: new Date(60_000), reason: 'covers\nfor **ada**' });
    expect(embed(listOf([row])).description).toBe(
      `<@${bob}> · **Pads: Host trainings** (\`pads.host.training\`) · until <t:60:f> · given by <@${owner}>, <t:0:f> · why: covers for \\*\\*ada\\*\\*`,
    );
  });

  test('names roles, everybody, whole features, what is not loaded, and people who are forgotten', () => {
    const text = embed(
      listOf([
        grant({ kind: 'role', principal: helper, what: 'pads' }),
        grant({ kind: 'role', principal: guild }),
        grant({ what: 'tickets.open', givenBy: 'forgotten' }),
      ]),
    ).description!;
    expect(text).toContain(`<@&${helper}> · **Pads: everything**`);
    expect(text).toContain('@everyone · ');
    expect(text).toContain('**tickets.open, which no feature here knows now**');
    expect(text).toContain('given by somebody');
  });

  test('fits into a message, and notifies nobody', () => {
    const long = grant({ endsAt: new Date(), reason: '*'.repeat(300) });
    const message = listOf(
      Array.from({ length: 10 }, () => long),
      100,
    );
    expect(embed(message).description!.length).toBeLessThanOrEqual(4096);
    expect(message).toMatchObject({ allowedMentions: { parse: [] }, private: true });
    expect(message.components).toHaveLength(1);
  });
});

test('the audit tells in words what was done by whom', () => {
  const record = (action: string, more = {}) => ({
    guild,
    actor: owner,
    action,
    target: `<@${bob}>`,
    from: null,
    to: { what: 'pads', until: '2026-11-21T20:00:00.000Z' },
    reason: null,
    at: new Date(0),
    ...more,
  });
  const rows = [
    record('permissions.grant-until', { reason: 'trusted' }),
    record('permissions.left', { actor: 'automatic' }),
    record('permissions.revoke', { actor: 'erased' }),
  ];
  const text = embed(auditList({ rows, page: 0, pages: 1, total: 3 }, textsIn('en-US'))).description!;
  expect(text.split('\n')).toEqual([
    `<t:0:f> · <@${owner}> gave <@${bob}> \`pads\` until <t:1795291200:f> · why: trusted`,
    `<t:0:f> · the bot, by itself took \`pads\` from <@${bob}>, who left the server`,
    `<t:0:f> · somebody took \`pads\` from <@${bob}>`,
  ]);
});

describe('an explanation', () => {
  const explain = (change: object, locale?: 'en-US' | 'es-ES') =>
    embed(
      verdictView(
        {
          user: bob,
          what: 'pads.host.training',
          verdict: { may: false, by: 'service' },
          among: false,
          found: [],
          ...change,
        },
        reader(locale),
      ),
    );
  const yes = { may: true, by: 'service' };

  test.each([
    ['the owner', { verdict: { may: true, by: 'owner' } }, 'Yes', 'They own this server'],
    [
      'the audience',
      { verdict: yes, among: true },
      'Yes',
      'for staff (who may manage messages or the server), and they',
    ],
    [
      'a grant',
      { verdict: yes, found: [{ grant: grant(), standing: 'counts' }] },
      'Yes',
      'It was given to them:',
    ],
    [
      'a grant to a role',
      { verdict: yes, found: [{ grant: grant({ kind: 'role' }), standing: 'counts' }] },
      'Yes',
      'given to a role',
    ],
    ['the glass', { verdict: { may: true, by: 'break-glass' } }, 'Yes', 'BREAK_GLASS'],
    ['nobody', {}, 'No', 'nobody gave it to them'],
    ['nothing', { verdict: { may: false, by: 'undeclared' } }, 'No', 'No feature here'],
    ['a grant that ended', { found: [{ grant: grant(), standing: 'ended' }] }, 'No', 'its time is over'],
    ['a grant of before', { found: [{ grant: grant(), standing: 'left' }] }, 'No', 'before they left'],
  ])('names %s', (_, change, title, says) => {
    expect(explain(change).title).toBe(title);
    expect(explain(change).description).toContain(says);
    expect(explain(change, 'es-ES').description).not.toMatch(/explain\.|They|It was/);
    expect(explain(change, 'es-ES').description).toContain('Dirigir entrenamientos');
  });
});
