import { dateTime, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import type { Link } from '../entities/link.ts';
import { blue, profileOf } from './words.ts';

/** Which account a member has. */
export function whoisView(link: Link, headshot: string | undefined, t: Translate): Message {
  return {
    embeds: [
      {
        title: plain(link.name),
        url: profileOf(link.account),
        color: blue,
        ...(headshot && { thumbnail: { url: headshot } }),
        description: [
          t('whois.is', { user: person(link.user, t), name: plain(link.name) }),
          t('whois.display-name', { name: plain(link.displayName) }),
          t('whois.id', { id: link.account }),
          t('whois.since', { at: dateTime(link.linkedAt), how: t(`proofs.${link.how}`) }),
        ].join('\n'),
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** Which members have an account. */
export function reverseView(name: string, links: readonly Link[], t: Translate): Message {
  const lines = links
    .slice(0, 20)
    .map((link) => t('reverse.line', { user: person(link.user, t), at: dateTime(link.linkedAt) }));
  const text = [t('reverse.title', { count: links.length, name: plain(name) }), ...lines].join('\n');
  return { content: text, allowedMentions: quiet, private: true };
}
