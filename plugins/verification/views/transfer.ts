import { fromNow, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import type { Transfer } from '../entities/transfer.ts';
import plugin from '../plugin.ts';
import { button, row } from './words.ts';

const values = ({ from, to, name, expiresAt }: Transfer, t: Translate) => ({
  from: person(from, t),
  to: person(to, t),
  name: plain(name),
  until: fromNow(expiresAt),
});

/** Asks the member who has the account, where everybody can see it. */
export function transferQuestion(transfer: Transfer, t: Translate): Message {
  return {
    content: t('transfer.question', values(transfer, t)),
    components: [
      row(
        button(t('buttons.agree'), plugin.customId('agree', transfer.id), ButtonStyle.Danger),
        button(t('buttons.decline'), plugin.customId('decline', transfer.id)),
      ),
    ],
    allowedMentions: { users: [transfer.from] },
  };
}

/** Tells the member who asks that the other side was asked. */
export function transferAsked(transfer: Transfer, t: Translate): Message {
  return { content: t('transfer.asked', values(transfer, t)), allowedMentions: quiet, private: true };
}

/** How it was decided, in place of the question. */
export function transferDecided(transfer: Transfer, agreed: boolean, t: Translate): Message {
  const text = agreed
    ? t('transfer.agreed', values(transfer, t))
    : t('transfer.declined', values(transfer, t));
  return { content: text, allowedMentions: quiet };
}
