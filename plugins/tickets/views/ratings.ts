import { type Message, person, plain, plainLines, quiet, type Translate, textField } from '@guildhall/sdk';
import { type APIModalInteractionResponseCallbackData, ButtonStyle, ComponentType } from 'discord.js';
import type { Rating } from '../entities/rating.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { commentLimit, mostStars, ratedStaff } from '../statistics/ratings.ts';
import { numberWords } from './words.ts';

/** What a rating is about. */
export interface RatedTicket {
  readonly rating: Rating;
  readonly number: number;
  readonly type: string;
  readonly guild: string;
}

/** `⭐⭐⭐⭐`. */
export const starWords = (stars: number) => '⭐'.repeat(stars);

/** Asks how a ticket was, or shows what was said and that it can be changed. */
export function ratingQuestion({ rating, number, type, guild }: RatedTicket, t: Translate): Message {
  const { id, stars, comment } = rating;
  const values = { number: numberWords(number), type: plain(type, 60), guild: plain(guild, 100) };
  const lines = [
    t(stars ? 'ratings.thanks' : 'ratings.question', values),
    ...(stars ? [starWords(stars)] : []),
    ...(comment ? [`> ${plain(comment, 300)}`] : []),
  ];
  return {
    content: lines.join('\n'),
    allowedMentions: quiet,
    components: [
      {
        type: ComponentType.ActionRow,
        components: Array.from({ length: mostStars }, (_, index) => ({
          type: ComponentType.Button,
          style: stars === index + 1 ? ButtonStyle.Success : ButtonStyle.Secondary,
          label: String(index + 1),
          emoji: { name: '⭐' },
          custom_id: plugin.customId('rate', id, index + 1),
        })),
      },
      ...(stars
        ? [
            {
              type: ComponentType.ActionRow as const,
              components: [
                {
                  type: ComponentType.Button as const,
                  style: ButtonStyle.Primary as const,
                  label: t(comment ? 'ratings.change-comment' : 'ratings.add-comment'),
                  custom_id: plugin.customId('rating-comment', id),
                },
              ],
            },
          ]
        : []),
    ],
  };
}

/** Asks for words. */
export function commentForm({ id, comment }: Rating, t: Translate): APIModalInteractionResponseCallbackData {
  return {
    custom_id: plugin.customId('rating-comment', id),
    title: t('ratings.form'),
    components: [
      textField({
        id: 'comment',
        label: t('ratings.comment'),
        max: commentLimit,
        long: true,
        ...(comment ? { value: comment } : {}),
      }),
    ],
  };
}

/** What staff read of a rating in the log channel. */
export function ratingLine({ stars, comment, user }: Rating, ticket: Ticket, t: Translate): Message {
  const staff = ratedStaff(ticket);
  const words = t(staff ? 'ratings.line-staff' : 'ratings.line', {
    user: person(user, t),
    number: `\`${numberWords(ticket.number)}\``,
    stars: starWords(stars ?? 0),
    staff: staff ? person(staff, t) : '',
  });
  const quote = comment
    ? plainLines(comment, 1500)
        .split('\n')
        .map((line) => `> ${line}`)
    : [];
  return { content: [words, ...quote].join('\n').slice(0, 2000), allowedMentions: quiet };
}
