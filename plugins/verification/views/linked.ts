import { type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import type { Link } from '../entities/link.ts';
import { green, profileOf } from './words.ts';

/** The account is linked. @param lines what came of it for roles and nickname. */
export function linkedView(link: Link, shared: boolean, lines: readonly string[], t: Translate): Message {
  return {
    embeds: [
      {
        title: t('linked.title'),
        url: profileOf(link.account),
        color: green,
        description: [
          t('linked.is', { user: person(link.user, t), name: plain(link.name) }),
          ...(shared ? [t('linked.shared')] : []),
          ...lines,
          ...(link.how === 'code' ? [t('linked.clean-up')] : []),
        ].join('\n'),
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** The link is gone. */
export function unlinkedView({ user, name }: Link, t: Translate): Message {
  return {
    content: t('linked.gone', { user: person(user, t), name: plain(name) }),
    allowedMentions: quiet,
    private: true,
  };
}

/** Staff moved a link. */
export function movedView(from: string, { user, name }: Link, t: Translate): Message {
  const values = { from: person(from, t), to: person(user, t), name: plain(name) };
  return { content: t('linked.moved', values), allowedMentions: quiet, private: true };
}
