import type { Member } from '@guildhall/sandbox';
import type { Figure } from './report.ts';
import { type Answered, patience, type ShopDesk } from './shop-desk.ts';
import { percentile } from './statistics.ts';

export interface CheckoutPlan {
  /** Orders that are made one after another. */
  readonly calm: number;
  /** People who order at the same moment, and how many items there are for them. */
  readonly buyers: number;
  readonly items: number;
}

/** How many people open the form at a time. */
const openAtOnce = 10;

/** Orders one by one, then by a crowd that wants more than there is. */
export async function checkout(desk: ShopDesk, plan: CheckoutPlan): Promise<Figure[]> {
  const { calm, buyers, items } = plan;
  const { dialect, guild } = desk;
  const name = (what: string) => `${dialect}: ${what}`;

  await desk.sells('Calm', calm);
  const single: Answered[] = [];
  for (const member of people(desk, 'calm', calm)) {
    await desk.asks(member, 'Calm');
    single.push(await desk.orders(member));
  }
  const instructions = single.map(readAfter);

  await desk.sells('Rush', items);
  const crowd = people(desk, 'rush', buyers);
  for (let first = 0; first < buyers; first += openAtOnce) {
    await Promise.all(crowd.slice(first, first + openAtOnce).map((member) => desk.asks(member, 'Rush')));
  }
  const answers = await Promise.all(crowd.map((member) => desk.orders(member)));
  const first = answers.map((answer) => answer.first ?? patience.answer);
  const read = answers.map(readAfter);
  const ordered = await desk.number(`select count(*) from shop__order where product_name = 'Rush'`);
  const reserved = await desk.number(
    `select count(distinct "order") from shop__stock_item where state = 'reserved' and guild = '${guild.id}'`,
  );
  const told = answers.filter(({ reply }) => reply().includes('Send it to account 42.')).length;
  return [
    { name: name('form to instructions, p50'), value: percentile(instructions, 0.5), unit: 'ms' },
    { name: name('form to instructions, p99'), value: percentile(instructions, 0.99), unit: 'ms' },
    { name: name(`${buyers} at once: heard, longest`), value: percentile(first, 1), unit: 'ms' },
    {
      name: name(`${buyers} at once: answered, longest`),
      value: percentile(read, 1),
      unit: 'ms',
      goal: { most: 3_000 },
    },
    {
      name: name(`${buyers} at once: not answered`),
      value: answers.filter(({ read }) => read === undefined).length,
      unit: '',
      goal: { most: 0 },
    },
    { name: name(`${items} items: sold`), value: ordered, unit: '', goal: { least: items } },
    {
      name: name(`${items} items: sold twice, or without an item`),
      value: Math.max(0, ordered - items) + Math.abs(ordered + calm - reserved),
      unit: '',
      goal: { most: 0 },
    },
    {
      name: name(`${items} items: buyers who do not read how to pay`),
      value: ordered - told,
      unit: '',
      goal: { most: 0 },
    },
  ];
}

/** Nobody waits longer. */
const readAfter = ({ read }: Answered) => read ?? patience.answer;

const people = ({ guild }: ShopDesk, name: string, count: number): Member[] =>
  Array.from({ length: count }, (_, index) => guild.member(`${name}${index}`));
