import { type OrderRow, type ShopLane, secretOf } from './shop-lane.ts';

interface Goods {
  readonly number: number | null;
  readonly item: string | null;
  readonly state: string;
}

interface Grant {
  readonly role: string;
  readonly ended: number;
  readonly taken: number;
  readonly problem: string | null;
}

/** How an order came to its buyer, where all is well. */
const delivered = 'delivered, once';
const waiting = 'waits, and everybody concerned knows';

/** All that there is of an order, in the database and in Discord, with ids, names, numbers and times taken out. */
export async function lookAtOrder(lane: ShopLane): Promise<object> {
  const { guild, buyer } = lane;
  const order = await lane.order();
  if (!order) {
    return {};
  }
  const { id, payment, captured, refunded } = order;
  const contents = await goodsOf(lane, order);
  const lines = await lane.rows<{ kind: string; amount: number }>(
    'select kind, amount from shop__ledger_entry where "order" = ? order by at',
    id,
  );
  const grants = await lane.rows<Grant>(
    `select role, case when ended_at is null then 0 else 1 end as ended,
       case when taken_at is null then 0 else 1 end as taken, problem
     from shop__role_grant where "order" = ? order by role`,
    id,
  );
  return {
    payment,
    money: [Number(captured), Number(refunded)],
    lines: lines.map(({ kind, amount }) => [kind, Number(amount)]),
    came: await cameTo(lane, order, contents),
    goods: contents.map(({ item, state }) => ({ item, state })),
    grants: grants.map(({ role, ...grant }) => ({ ...grant, role: guild.role(role).name })),
    roles: buyer.roles.toSorted(),
    given: await timesOf(lane, 'role-give'),
    taken: await timesOf(lane, 'role-take'),
    cards: lane.cardsOf(id).map(({ buttons }) => buttons),
    posts: lane.said('sold', id).map(({ text }) => nameless(text, id)),
    laidAside: await laidAside(lane),
  };
}

/** What is not as it must be of every order at rest. */
export async function wrongWithOrder(lane: ShopLane): Promise<string[]> {
  const order = await lane.order();
  const aside = await laidAside(lane);
  if (!order) {
    return ['there is no order'];
  }
  const came = await cameTo(lane, order, await goodsOf(lane, order));
  const rights: [string, boolean][] = [
    [`it is ${order.payment} and ${came}`, order.payment !== 'captured' || wellCome.has(came)],
    [`laid aside: ${JSON.stringify(aside)}`, aside.length === 0],
  ];
  return rights.filter(([, right]) => !right).map(([what]) => what);
}

const wellCome: ReadonlySet<string> = new Set([delivered, waiting, 'manual, and staff know']);

/**
 * Whether an order came to its buyer. What was sent anew, after staff or the bot saw to what was in its way, may come
 * again; it is always the same.
 */
async function cameTo(lane: ShopLane, order: OrderRow, contents: readonly Goods[]): Promise<string> {
  const { buyer } = lane;
  const { id, fulfilment, delivery } = order;
  const letters = lane.letters(buyer).filter(({ text }) => text.includes(`Your purchase ${id}`));
  const secrets = letters.map(({ text }) => text.match(/CANARY-[\w-]+/g)?.join() ?? '');
  const own = contents
    .filter(({ state }) => state !== 'replaced')
    .map(({ number }) => (number === null ? 'CANARY-OF-STAFF' : secretOf(number)))
    .join();
  const told = lane.said('payments', id).filter(({ text }) => !text.includes('Payment of'));
  const right = secrets.every((text) => text === own);
  if (fulfilment === 'delivered' && right && letters.length > 0 && letters.length <= Number(delivery) + 1) {
    return delivered;
  }
  if (fulfilment === 'blocked' && right && (await allKnow(lane, order, told.length > 0))) {
    return waiting;
  }
  if (fulfilment === 'manual' && letters.length === 0 && (told.length === 1 || hears(lane, id))) {
    return 'manual, and staff know';
  }
  const received = `${letters.length} letters with ${secrets.join('; ') || 'nothing'} for ${own || 'nothing'}`;
  return fulfilment === 'revoked' && right
    ? fulfilment
    : `${fulfilment}, told ${told.length} times, ${received}`;
}

/**
 * Whether staff, or the owner in their place, know that something waits, and its buyer, unless they cannot be told: then the
 * audit log says so, or staff, who read that the buyer is not there.
 */
async function allKnow(lane: ShopLane, { id, problem }: OrderRow, staffKnow: boolean): Promise<boolean> {
  const buyerKnows = lane.said('general', `@${lane.buyer.name}`).length > 0;
  const cannot = problem === 'away' || (await timesOf(lane, 'notice.blocked')) > 0;
  return (staffKnow || hears(lane, id)) && (buyerKnows || cannot);
}

/** Whether the owner was told in a direct message. */
const hears = (lane: ShopLane, id: string) =>
  lane.letters(lane.guild.owner).some(({ text }) => text.includes(id));

async function goodsOf(lane: ShopLane, { id }: OrderRow): Promise<Goods[]> {
  return lane.rows<Goods>(
    `select i.number, i.state as item, d.state from shop__deliverable d
       left join shop__stock_item i on i.id = d.item where d."order" = ? order by d.number`,
    id,
  );
}

/** How often the bot says that it did something to the roles of the buyer. */
async function timesOf({ guild, buyer, rows }: ShopLane, action: string): Promise<number> {
  const sql = 'select 1 from host__audit where guild = ? and action like ? and target = ?';
  return (await rows(sql, guild.id, `%${action}`, buyer.id)).length;
}

const laidAside = ({ guild, rows }: ShopLane) =>
  rows(`select name, last_error from host__job where guild = ? and state = 'parked'`, guild.id);

const nameless = (text: string, id: string) =>
  text
    .replaceAll(id, 'ORDER')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    .replaceAll(/#\w{12}\b/g, '#MARK');
