import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  plainLines,
  quiet,
  type Translate,
  textField,
} from '@guildhall/sdk';
import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { Vouch } from '../entities/vouch.ts';
import { starCounts, type VouchSummary, vouchLimit } from '../orders/vouches.ts';
import plugin from '../plugin.ts';
import { blurple, button, orderedWords, type Reader, rowOf, yellow } from './words.ts';

type Form = APIModalInteractionResponseCallbackData;

/** As much as people can write, each sign of it escaped. */
const textShown = 2 * vouchLimit;

const starsOf = (count: number) => '⭐'.repeat(count);

/** What everybody sees of a vouch. @param mark stands in its button, so that the message is found again. */
export function vouchPost(vouch: Vouch, order: Order, mark: string, { t }: Reader): Message {
  const { stars, text, buyer, answer, answeredBy, createdAt, editedAt } = vouch;
  return {
    embeds: [
      {
        title: starsOf(stars),
        description: [
          ...(text ? [plainLines(text, textShown), ''] : []),
          `**${orderedWords(order)}** · ${person(buyer, t)} · ${fromNow(createdAt)}`,
          ...(editedAt ? [`-# ${t('vouches.edited', { at: fromNow(editedAt) })}`] : []),
        ].join('\n'),
        color: yellow,
      },
      ...(answer
        ? [
            {
              title: t('vouches.answer'),
              description: `${plainLines(answer, textShown)}\n-# ${person(answeredBy!, t)}`,
              color: yellow,
            },
          ]
        : []),
    ],
    components: rowOf([button(t('buttons.vouch-answer'), plugin.customId('vouch-answer', order.id, mark))]),
    allowedMentions: quiet,
  };
}

/** What customers say, a page at a time. @param orders what the vouches are about. */
export function vouchesView(
  page: Page<Vouch>,
  orders: readonly (Order | undefined)[],
  { count, average, byStars }: VouchSummary,
  { t, locale }: Reader,
): Message {
  const mean = average.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const counts = starCounts.map((stars) => `${stars}⭐ ${byStars[stars - 1]}`).reverse();
  const lines = page.rows.map(({ stars, text, buyer, createdAt }, index) => {
    const order = orders[index];
    return [
      `${starsOf(stars)}${order ? ` **${orderedWords(order)}**` : ''}`,
      ...(text ? [plain(text, 300)] : []),
      `-# ${person(buyer, t)} · ${fromNow(createdAt)}`,
    ].join('\n');
  });
  return {
    embeds: [
      {
        title: t('vouches.title', { count }),
        description:
          count === 0
            ? t('vouches.none')
            : [
                t('vouches.average', { average: mean }),
                `-# ${counts.join(' · ')}`,
                '',
                lines.join('\n\n'),
              ].join('\n'),
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('vouches', number), t),
    allowedMentions: quiet,
    private: true,
  };
}

/** Asks a buyer how it was. @param before what they have said. */
export function vouchForm({ id }: Order, before: Vouch | undefined, t: Translate): Form {
  const chosen = before?.stars ?? 5;
  return {
    custom_id: plugin.customId('vouch', id),
    title: t('forms.vouch', { id }),
    components: [
      {
        type: ComponentType.Label,
        label: t('forms.stars'),
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'stars',
          required: true,
          options: starCounts.toReversed().map((count) => ({
            label: starsOf(count),
            value: String(count),
            default: count === chosen,
          })),
        },
      },
      textField({
        id: 'text',
        label: t('forms.vouch-text'),
        hint: t('forms.vouch-hint'),
        max: vouchLimit,
        long: true,
        value: before?.text ?? '',
      }),
    ],
  };
}

/** Asks staff what they say to a vouch. */
export function vouchAnswerForm({ order, answer }: Vouch, mark: string, t: Translate): Form {
  return {
    custom_id: plugin.customId('vouch-answer', order, mark),
    title: t('forms.vouch-answer', { id: order }),
    components: [
      textField({
        id: 'answer',
        label: t('forms.answer'),
        hint: t('forms.answer-hint'),
        max: vouchLimit,
        long: true,
        value: answer ?? '',
      }),
    ],
  };
}
