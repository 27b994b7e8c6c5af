import type { Message, Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType, channelMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { isUnready } from '../ticket/ticket-states.ts';
import { problemWords } from './problem.ts';
import { numberWords } from './words.ts';

/**
 * What whoever opened a ticket is told of it. One that cannot be made they can give up, and open another.
 * @param staff whether they can do something about what keeps it from being made: then they read what that is.
 */
export function openingView(ticket: Ticket, staff: boolean, t: Translate): Message {
  const { id, channel, problem, state } = ticket;
  const number = numberWords(ticket.number);
  if (!isUnready(state)) {
    const content = channel
      ? t('opening.ready', { channel: channelMention(channel), number })
      : t('opening.given-up', { number });
    return { content, private: true };
  }
  if (!problem) {
    return { content: t('opening.later', { number }), private: true };
  }
  const detail = staff ? `\n${problemWords(problem, t)}` : '';
  return {
    content: `${t('opening.blocked', { number })}${detail}`,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Secondary,
            label: t('buttons.give-up'),
            custom_id: plugin.customId('delete', id),
          },
        ],
      },
    ],
    private: true,
  };
}
