import { fromNow, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import plugin from '../plugin.ts';
import type { Applicant, Found } from '../verifications.ts';
import { blue, button, date, linkButton, profileOf, row } from './words.ts';

/** "Is this you?" Staff who begin for a member have it said to that member, where both see it. */
export function accountCard(
  { account, oldName, headshot }: Found,
  applicant: Applicant,
  t: Translate,
): Message {
  const { user, by } = applicant;
  const forOther = user !== by;
  return {
    ...(forOther && { content: t('card.asked', { user: person(user, t), by: person(by, t) }) }),
    embeds: [
      {
        title: t('card.title'),
        url: profileOf(account.id),
        color: blue,
        ...(headshot && { thumbnail: { url: headshot } }),
        description: [
          t('card.name', { name: plain(account.name) }),
          ...(oldName ? [t('card.renamed', { old: plain(oldName), name: plain(account.name) })] : []),
          t('card.display-name', { name: plain(account.displayName) }),
          t('card.created', { day: date(account.created), ago: fromNow(account.created) }),
        ].join('\n'),
      },
    ],
    components: [
      row(
        button(t('buttons.me'), plugin.customId('me', account.id, user, by), ButtonStyle.Success),
        button(t('buttons.not-me'), plugin.customId('not-me', user)),
        linkButton(t('buttons.profile'), profileOf(account.id)),
      ),
    ],
    allowedMentions: forOther ? { users: [user] } : quiet,
    private: !forOther,
  };
}

/** The card was not of the right account. */
export function wrongAccount(t: Translate): Message {
  return { content: t('card.wrong'), private: true };
}
