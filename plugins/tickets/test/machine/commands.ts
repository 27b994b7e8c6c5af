import fc from 'fast-check';
import { expect } from 'vitest';
import { codeOf } from '../../../../test/ground/plugin-ground.ts';
import { isActive, type TicketState } from '../../ticket-states.ts';
import { Crash, type Model, type ModelTicket, type Real } from './model.ts';
import { Fuse, settle, settleModel } from './settling.ts';

type Command = fc.AsyncCommand<Model, Real>;

const person = (number: number) => String(500_000_000_000_000_000n + BigInt(number));
const customers = fc.integer({ min: 1, max: 2 }).map(person);
const staff = fc.integer({ min: 10, max: 11 }).map(person);
/** Which ticket, counted from the newest; where there are not so many, it begins anew. */
const which = fc.nat({ max: 3 });

const category = '800000000000000001';

/** Whether somebody has as many tickets of a type as they can open: one. */
const isFull = ({ tickets }: Model, { creator, type }: Pick<ModelTicket, 'creator' | 'type'>) =>
  tickets.some((one) => one.creator === creator && one.type === type && isActive(one.state));

/** Whether all that can be seen of the tickets is as the model says. */
async function compare({ tickets }: Model, { ground, guild, types, rooms, ids }: Real): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const ticket = (await ground.tickets.find(guild, id))!;
    const added = (await ground.tickets.participants(id)).map(({ subject }) => subject).sort();
    expect({
      type: types.indexOf(ticket.type),
      category: ticket.category ?? null,
      state: ticket.state,
      claimedBy: ticket.claimedBy,
      added,
      known: ticket.channel !== null,
      made: rooms.of(id) !== undefined,
      blocked: ticket.problem !== null,
    }).toEqual({
      type: tickets[index]!.type,
      category: tickets[index]!.category,
      state: tickets[index]!.state,
      claimedBy: tickets[index]!.claimedBy,
      added: [...tickets[index]!.added].sort(),
      known: tickets[index]!.known,
      made: tickets[index]!.made,
      blocked: tickets[index]!.blocked,
    });
  }
}

const made = (creator: string, type: number): ModelTicket => ({
  creator,
  type,
  category: null,
  state: 'requested',
  claimedBy: null,
  added: new Set(),
  made: false,
  known: false,
  blocked: false,
});

/** Somebody clicks, once or several times at the same moment: one ticket at most. */
class Open implements Command {
  readonly creator: string;
  readonly type: number;
  readonly times: number;
  readonly same: boolean;

  constructor(creator: string, type: number, times: number, same: boolean) {
    this.creator = creator;
    this.type = type;
    this.times = times;
    this.same = same;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const { creator, type, times, same } = this;
    const keys = Array.from(
      { length: times },
      () => `click-${real.guild}-${same ? model.clicks : model.clicks++}`,
    );
    model.clicks += 1;
    const had = isFull(model, this);
    const { ground, guild, types } = real;
    const answers = await Promise.all(
      keys.map((key) => ground.tickets.request({ guild, type: types[type]!, creator, key })),
    );
    const opened = new Set(answers.filter((one) => one.isOk()).map((one) => one.unwrap().id));
    expect(opened.size).toBe(had ? 0 : 1);
    const refused = answers.map(codeOf).filter((code) => code !== undefined);
    expect(new Set(refused)).toEqual(new Set(refused.length > 0 ? ['too-many-tickets'] : []));
    // The same click is the same ticket, however often Discord tells of it.
    expect(refused).toHaveLength(had ? times : same ? 0 : times - 1);
    for (const id of opened) {
      real.ids.push(id);
      model.tickets.push(made(creator, type));
    }
    await compare(model, real);
  }

  toString(): string {
    return `${this.creator} opens one of type ${this.type}${this.times > 1 ? ` ${this.times} times${this.same ? ' with one click' : ''}` : ''}`;
  }
}

/** Something that is done to one ticket. */
abstract class OfTicket implements Command {
  readonly back: number;

  constructor(back: number) {
    this.back = back;
  }

  check({ tickets }: Readonly<Model>): boolean {
    return tickets.length > 0;
  }

  indexIn({ tickets }: Readonly<Model>): number {
    return tickets.length - 1 - (this.back % tickets.length);
  }

  async run(model: Model, real: Real): Promise<void> {
    const index = this.indexIn(model);
    await this.act(model.tickets[index]!, real.ids[index]!, real, model);
    await compare(model, real);
  }

  abstract act(ticket: ModelTicket, id: string, real: Real, model: Model): Promise<void>;

  toString(): string {
    return `${JSON.stringify({ ...this, does: this.constructor.name })}`;
  }
}

type Done = Awaited<ReturnType<Real['ground']['tickets']['close']>>;

/** Something that a person does, which is refused where it does not fit. */
class Act extends OfTicket {
  readonly name: keyof typeof acts;
  readonly by: string;

  constructor(back: number, name: keyof typeof acts, by: string) {
    super(back);
    this.name = name;
    this.by = by;
  }

  async act(ticket: ModelTicket, id: string, real: Real, model: Model): Promise<void> {
    const { does, expected } = acts[this.name];
    const refusal = expected(ticket, this.by, model);
    expect([this.name, codeOf(await does(real, id, this.by))]).toEqual([this.name, refusal]);
  }
}

const open: readonly TicketState[] = ['open'];
const readable: readonly TicketState[] = ['open', 'closed'];
const deletable: readonly TicketState[] = ['requested', 'provisioning', 'open', 'closed'];

/** What people do. `expected` changes the model, or says the refusal. */
const acts = {
  claim: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.claim(guild, id, by),
    expected: (ticket: ModelTicket, by: string) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (ticket.claimedBy) return 'claimed';
      ticket.claimedBy = by;
      return undefined;
    },
  },
  unclaim: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.unclaim(guild, id, by),
    expected: (ticket: ModelTicket) => {
      if (!open.includes(ticket.state)) return 'not-open';
      if (!ticket.claimedBy) return 'not-claimed';
      ticket.claimedBy = null;
      return undefined;
    },
  },
  close: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.close(guild, id, by),
    expected: (ticket: ModelTicket) => {
      if (!open.includes(ticket.state)) return 'not-open';
      ticket.state = 'closing';
      return undefined;
    },
  },
  reopen: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.reopen(guild, id, by),
    expected: (ticket: ModelTicket, _by: string, model: Model) => {
      if (ticket.state !== 'closed') return 'not-closed';
      if (isFull(model, ticket)) return 'too-many-tickets';
      ticket.state = 'reopening';
      return undefined;
    },
  },
  delete: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.delete(guild, id, by),
    expected: (ticket: ModelTicket) => {
      if (!deletable.includes(ticket.state)) return 'not-deletable';
      ticket.state = 'deleting';
      return undefined;
    },
  },
  move: {
    // Staff may, also where its creator could open no more of that type.
    does: async ({ ground, guild, types }: Real, id: string, by: string): Promise<Done> => {
      const { type } = (await ground.tickets.find(guild, id))!;
      return ground.rooms.move(guild, id, { type: types.find((one) => one !== type) }, by);
    },
    expected: (ticket: ModelTicket) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      Object.assign(ticket, { type: 1 - ticket.type, category: null });
      return undefined;
    },
  },
  'move to a category': {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.rooms.move(guild, id, { category }, by),
    expected: (ticket: ModelTicket) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.category === category) return 'there-already';
      ticket.category = category;
      return undefined;
    },
  },
  add: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.add(guild, id, { subject: by, kind: 'user' }, by),
    expected: (ticket: ModelTicket, by: string) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      if (ticket.added.has(by)) return 'added-already';
      ticket.added.add(by);
      return undefined;
    },
  },
  remove: {
    does: ({ ground, guild }: Real, id: string, by: string): Promise<Done> =>
      ground.tickets.remove(guild, id, by, by),
    expected: (ticket: ModelTicket, by: string) => {
      if (!readable.includes(ticket.state)) return 'not-open';
      return ticket.added.delete(by) ? undefined : 'not-added';
    },
  },
} as const;

/** The job of a ticket runs, and the process may end in the middle of it. */
class Settle extends OfTicket {
  readonly steps: number | undefined;

  constructor(back: number, steps: number | undefined) {
    super(back);
    this.steps = steps;
  }

  async act(ticket: ModelTicket, id: string, real: Real): Promise<void> {
    const crashed = await settle(real, id, new Fuse(this.steps)).then(() => false, isCrash);
    let modelCrashed = false;
    try {
      settleModel(ticket, new Fuse(this.steps));
    } catch (error) {
      modelCrashed = isCrash(error);
    }
    expect(crashed).toBe(modelCrashed);
  }
}

/** Discord does not let the bot. */
class Refuse extends OfTicket {
  override check(model: Readonly<Model>): boolean {
    return super.check(model) && model.tickets[this.indexIn(model)]!.state !== 'deleted';
  }

  async act(ticket: ModelTicket, id: string, { ground, guild }: Real): Promise<void> {
    await ground.tickets.troubled((await ground.tickets.find(guild, id))!, 'forbidden');
    ticket.blocked = true;
  }
}

/** Somebody deletes the channel by hand. */
class Lose extends OfTicket {
  async act(ticket: ModelTicket, id: string, { rooms }: Real): Promise<void> {
    rooms.all.delete(rooms.of(id) ?? '');
    ticket.made = false;
  }
}

/** Everything that is not at rest is looked at, as after a start. */
class Restart implements Command {
  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    for (const [index, ticket] of model.tickets.entries()) {
      await settle(real, real.ids[index]!, new Fuse());
      settleModel(ticket, new Fuse());
    }
    await compare(model, real);
  }

  toString(): string {
    return 'restart';
  }
}

class Pass implements Command {
  readonly minutes: number;

  constructor(minutes: number) {
    this.minutes = minutes;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    real.ground.advance(this.minutes * 60_000);
    await compare(model, real);
  }

  toString(): string {
    return `${this.minutes} minutes pass`;
  }
}

/** @throws what is no crash. */
function isCrash(error: unknown): boolean {
  if (!(error instanceof Crash)) {
    throw error;
  }
  return true;
}

export const restart = new Restart();

export const commands: fc.Arbitrary<Command>[] = [
  fc
    .tuple(customers, fc.nat({ max: 1 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
    .map(([who, type, times, same]) => new Open(who, type, times, same)),
  fc
    .tuple(which, fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), staff)
    .map(([back, name, by]) => new Act(back, name, by)),
  // Whoever opens one more of the type that theirs was moved from, or to, meets what the move left behind.
  which.map((back) => new Act(back, 'move', person(10))),
  customers.map((who) => new Open(who, 0, 1, false)),
  fc
    .tuple(which, fc.option(fc.nat({ max: 4 }), { nil: undefined }))
    .map(([back, steps]) => new Settle(back, steps)),
  which.map((back) => new Settle(back, undefined)),
  // The newest ticket is half made, and what was made of it goes.
  fc.integer({ min: 1, max: 3 }).map((steps) => new Settle(0, steps)),
  fc.constant(0).map((back) => new Lose(back)),
  which.map((back) => new Refuse(back)),
  which.map((back) => new Lose(back)),
  fc.constant(restart),
  fc.integer({ min: 1, max: 10_000 }).map((minutes) => new Pass(minutes)),
];
