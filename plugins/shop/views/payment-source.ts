import { fromNow, type Message, person, type Translate } from '@guildhall/sdk';
import type { SourceKey } from '../entities/source-key.ts';

/** The key, to be copied now: it is not shown again. */
export const sourceMade = (address: string, key: string, t: Translate): Message => ({
  content: [
    t('source.made'),
    t('source.address', { address }),
    `${t('source.key')}\n||\`${key}\`||`,
    `-# ${t('source.how')}`,
  ].join('\n'),
  private: true,
});

/** Whether a program reports payments. */
export const sourceShown = (address: string, source: SourceKey | undefined, t: Translate): Message => ({
  content: source
    ? [
        t('source.on', { user: person(source.by, t), at: fromNow(source.at) }),
        t('source.address', { address }),
      ].join('\n')
    : t('source.none'),
  allowedMentions: { parse: [] },
  private: true,
});

export const sourceOff = (t: Translate): Message => ({ content: t('source.off'), private: true });
