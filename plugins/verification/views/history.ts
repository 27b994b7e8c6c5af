import {
  dateTime,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import type { Happening } from '../entities/happening.ts';
import plugin from '../plugin.ts';

/** What happened to a member's links, the newest first. */
export function historyView(page: Page<Happening>, user: string, t: Translate): Message {
  return {
    embeds: [
      {
        title: t('history.title'),
        description: [
          person(user, t),
          ...(page.total === 0 ? [t('history.empty')] : page.rows.map((line) => lineOf(line, t))),
        ].join('\n'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('history', number, user), t),
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf({ at, kind, name, how, by, user, reason }: Happening, t: Translate): string {
  const what = t(`history.${kind}`, { name: plain(name ?? ''), old: plain(reason ?? '') });
  const facts = [
    ...(how ? [t(`proofs.${how}`)] : []),
    ...(by === user || kind === 'renamed' ? [] : [t('history.by', { user: person(by, t) })]),
    ...(reason && kind !== 'renamed' ? [plain(reason, 150)] : []),
  ];
  return `${dateTime(at)} · ${[what, ...facts].join(' · ')}`;
}
