import { type Message, quiet, type Verdict } from '@guildhall/sdk';
import { userMention } from 'discord.js';
import type { Found } from '../lookup.ts';
import { grantLine } from './grant-list.ts';
import type { Reader } from './reader.ts';
import { whatName } from './words.ts';

export interface Explained {
  readonly user: string;
  /** A capability's full name. */
  readonly what: string;
  readonly verdict: Verdict;
  /** Whether the audience that the plugin declared lets them. */
  readonly among: boolean;
  /** All that they were given which covers it, the closest first. */
  readonly found: readonly Found[];
}

/** Says yes or no, and by which rule. */
export function verdictView(explained: Explained, reader: Reader): Message {
  const { t, locale, declared } = reader;
  const { user, what, verdict, found } = explained;
  const rule = ruleOf(explained);
  const audience = declared.find(({ name }) => name === what)?.audience ?? 'owner';
  const idle = found.filter(({ standing }) => standing !== 'counts');
  return {
    embeds: [
      {
        title: verdict.may ? t('explain.yes') : t('explain.no'),
        description: [
          t('explain.about', {
            user: userMention(user),
            what: whatName(what, declared, locale, t),
            id: what,
          }),
          t(`explain.rules.${rule.name}`, { audience: t(`audiences.${audience}`) }),
          ...(rule.grant ? [grantLine(rule.grant, reader)] : []),
          ...(verdict.may
            ? []
            : idle.map(({ grant, standing }) =>
                t(`explain.idle.${standing}`, { grant: grantLine(grant, reader) }),
              )),
        ].join('\n'),
      },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** The rule that decided, in the order in which they are asked. */
function ruleOf({ verdict, among, found }: Explained) {
  if (verdict.by === 'undeclared' || verdict.by === 'owner' || verdict.by === 'break-glass') {
    return { name: verdict.by };
  }
  if (among) {
    return { name: 'audience' };
  }
  const grant = found.find(({ standing }) => standing === 'counts')?.grant;
  return grant && verdict.may ? { name: grant.kind, grant } : { name: 'nobody' };
}
