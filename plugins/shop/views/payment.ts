import { dateTime, formatMoney, fromNow, type Message, plain, plainLines, quiet } from '@guildhall/sdk';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import { referenceOf } from '../orders/order-id.ts';
import { wholeOf } from '../payment/atomic-units.ts';
import { formatOf } from '../payment/formats.ts';
import type { Asset } from '../payment/payment-format.ts';
import { buyerButtons } from './buyer-buttons.ts';
import { wordForBuyer } from './last-word.ts';
import { rateWords } from './methods.ts';
import { blurple, moneyOf, orderedWords, type Reader, totalWords } from './words.ts';

/** What helps to pay, beyond words. */
export interface PaymentHelp {
  readonly link?: string | undefined;
  /** A QR code, as a PNG. */
  readonly code?: Buffer | undefined;
}

const codeFile = 'qr-code.png';

/** How to pay for an order. @param word what staff last said about its payment. */
export function instructionsView(
  order: Order,
  { link, code }: PaymentHelp,
  { t, locale }: Reader,
  word?: Happening,
): Message {
  const { id, expiresAt, discount, couponCode, instructions } = order;
  const asset = formatOf(order.methodKind)?.asset;
  const less =
    discount > 0 &&
    t('pay.discount', {
      amount: formatMoney(moneyOf(discount, order), locale),
      code: plain(couponCode ?? '', 40),
    });
  const paragraphs = [
    word ? [wordForBuyer(word, t)] : [],
    [`**${orderedWords(order)}**`, less],
    [t('pay.amount', { amount: totalWords(order, locale), method: plain(order.methodName, 60) })],
    asset ? coinLines(order, asset, t) : addressLines(order, t),
    [link && `**[${t('pay.link')}](${link})**`],
    [plainLines(instructions, 2_000)],
    [
      asset ? t('pay.transaction') : t('pay.reference', { reference: referenceOf(id) }),
      t('pay.until', { at: dateTime(expiresAt), left: fromNow(expiresAt) }),
    ],
  ];
  return {
    embeds: [
      {
        title: t('pay.title', { id }),
        description: paragraphs
          .map((lines) => lines.filter(Boolean).join('\n'))
          .filter(Boolean)
          .join('\n\n'),
        footer: { text: t('pay.later') },
        color: blurple,
        ...(code ? { image: { url: `attachment://${codeFile}` } } : {}),
      },
    ],
    ...(code ? { files: [{ attachment: code, name: codeFile }] } : {}),
    components: buyerButtons(order, t),
    allowedMentions: quiet,
    private: true,
  };
}

/** The amount and the address stand alone in their lines: a finger on a phone copies them whole. */
function coinLines(order: Order, { code, network }: Asset, t: Reader['t']): string[] {
  return [
    t('pay.exactly', { coin: code }),
    `\`\`\`\n${coinAmount(order)}\n\`\`\``,
    t('pay.to', { network }),
    `\`\`\`\n${order.address}\n\`\`\``,
    `-# ${lockWords(order, code, t)}`,
  ];
}

const addressLines = ({ address }: Order, t: Reader['t']) =>
  address ? [t('pay.account'), `\`\`\`\n${address}\n\`\`\``] : [];

/** How much of a coin is to be paid, as a wallet takes it. */
export function coinAmount({ units, methodKind }: Pick<Order, 'units' | 'methodKind'>): string {
  return wholeOf(units ?? '0', formatOf(methodKind)?.asset?.digits ?? 0);
}

/** What staff look for, where an order is paid in a coin. */
export function coinWords(order: Order, t: Reader['t']): string | undefined {
  const asset = order.units === null ? undefined : formatOf(order.methodKind)?.asset;
  return (
    asset &&
    `**${coinAmount(order)} ${asset.code}** (${asset.network})\n-# ${lockWords(order, asset.code, t)}`
  );
}

/** What a coin cost when the order was made: that stays. */
function lockWords({ rate, rateAt, currency }: Order, coin: string, t: Reader['t']): string {
  const at = rateAt ? dateTime(rateAt) : '';
  return t('pay.rate', { rate: rateWords({ coin, price: rate ?? '', currency }, t), at });
}
