import {
  type AuditRecord,
  automatic,
  dateTime,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import permissions from '../plugin.ts';
import { person } from './words.ts';

/** The longest reason in a list, in characters: ten entries fit into an embed. */
const reasonLimit = 60;

/** Who gave and took what, ten a page. */
export function auditList(page: Page<AuditRecord>, t: Translate): Message {
  return {
    embeds: [
      {
        title: t('history.title'),
        description: page.rows.map((record) => lineOf(record, t)).join('\n') || t('history.empty'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => permissions.customId('audit', number), t),
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf({ at, actor, action, target, to, reason }: AuditRecord, t: Translate): string {
  const { what, until } = (to ?? {}) as { what?: string; until?: string };
  const done = t(`audit.${action.slice(action.indexOf('.') + 1)}`, {
    target: target ?? '',
    what,
    until: until && dateTime(new Date(until)),
  });
  const line = t('history.line', { at: dateTime(at), who: whoOf(actor, t), done });
  return reason ? `${line} ${t('list.reason', { reason: plain(reason, reasonLimit) })}` : line;
}

function whoOf(actor: string, t: Translate): string {
  return actor === automatic
    ? t('words.automatic')
    : /^\d+$/.test(actor)
      ? person(actor, t)
      : t('words.somebody');
}
