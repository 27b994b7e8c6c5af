import { automatic } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect } from 'vitest';
import { codeOf } from '../../../../test/ground/plugin-ground.ts';
import type { Side } from '../../automation/activities.ts';
import type { TicketState } from '../../ticket/ticket-states.ts';
import { type ActName, actNames, acts, isFull, person } from './acts.ts';
import { Crash, Fuse } from './fuse.ts';
import { compare } from './looks.ts';
import { closeAfter, cooldown, type Model, type ModelTicket, type Real, warnAfter } from './model.ts';
import { type Command, indexIn, OfTicket } from './of-ticket.ts';
import { settle, settleModel } from './settling.ts';
import { type Deed, Together } from './together.ts';

const customers = fc.integer({ min: 1, max: 2 }).map(person);
const staff = fc.integer({ min: 10, max: 11 }).map(person);
/** Which ticket, counted from the newest; where there are not so many, it begins anew. */
const which = fc.nat({ max: 3 });

const minute = 60_000;

/** Which ticket of a type is being made for somebody. */
function beingMade({ tickets }: Model, { creator, type }: Pick<ModelTicket, 'creator' | 'type'>) {
  const at = tickets.findIndex(
    (one) =>
      one.creator === creator &&
      one.type === type &&
      (one.state === 'requested' || one.state === 'provisioning') &&
      !one.blocked,
  );
  return at < 0 ? undefined : at;
}

/** Whether somebody opened a ticket of the type a short while ago. */
const isEarly = ({ tickets, minutes }: Model, { creator, type }: Pick<ModelTicket, 'creator' | 'type'>) =>
  type === 1 &&
  tickets.some(
    (one) =>
      one.creator === creator &&
      one.type === type &&
      one.state !== 'failed' &&
      one.openedAt + cooldown > minutes,
  );

const made = (creator: string, type: number, openedAt: number): ModelTicket => ({
  creator,
  type,
  openedAt,
  staffAt: null,
  guestAt: null,
  warned: null,
  closesAt: null,
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
    const onItsWay = beingMade(model, this);
    const refusal =
      onItsWay !== undefined
        ? undefined
        : isFull(model, this)
          ? 'too-many-tickets'
          : isEarly(model, this)
            ? 'cooldown'
            : undefined;
    const { ground, guild, types } = real;
    const answers = await Promise.all(
      keys.map((key) => ground.tickets.request({ guild, type: types[type]!, creator, key })),
    );
    const opened = new Set(answers.filter((one) => one.isOk()).map((one) => one.unwrap().id));
    expect(opened.size).toBe(refusal ? 0 : 1);
    const refused = answers.map(codeOf).filter((code) => code !== undefined);
    // The same click is the same ticket, however often Discord tells of it; another one, while the ticket is being made.
    expect(refused).toEqual(refusal ? Array.from({ length: times }, () => refusal) : []);
    for (const id of opened) {
      if (onItsWay !== undefined) {
        expect(id).toBe(real.ids[onItsWay]);
      } else {
        real.ids.push(id);
        model.tickets.push(made(creator, type, model.minutes));
      }
    }
    await compare(model, real);
  }

  toString(): string {
    return `${this.creator} opens one of type ${this.type}${this.times > 1 ? ` ${this.times} times${this.same ? ' with one click' : ''}` : ''}`;
  }
}

const over: readonly TicketState[] = ['deleted', 'failed'];

/** Something that a person does, which is refused where it does not fit. */
class Act extends OfTicket {
  readonly name: ActName;
  readonly by: string;

  constructor(back: number, name: ActName, by: string) {
    super(back);
    this.name = name;
    this.by = by;
  }

  async act(ticket: ModelTicket, id: string, real: Real, model: Model): Promise<void> {
    const { does, expected } = acts[this.name];
    const { ground, guild } = real;
    const seen = (await ground.tickets.find(guild, id))!;
    const refusal = expected(ticket, this.by, model, ticket);
    expect([this.name, codeOf(await does(ground, seen, this.by, real))]).toEqual([this.name, refusal]);
  }
}

/** Somebody writes in a ticket. */
class Say extends OfTicket {
  readonly side: Side;

  constructor(back: number, side: Side) {
    super(back);
    this.side = side;
  }

  async act(ticket: ModelTicket, id: string, { ground, guild }: Real, { minutes }: Model): Promise<void> {
    const row = (await ground.tickets.find(guild, id))!;
    if (row.state !== 'open') {
      return;
    }
    const by = this.side === 'guest' ? row.creator : person(10);
    await ground.activities.note(row, { side: this.side, by, at: ground.now() }, true);
    await ground.closeRequests.wrote(row, { side: this.side, by });
    if (this.side === 'staff') {
      ticket.staffAt = minutes;
    } else {
      Object.assign(ticket, { guestAt: minutes, closesAt: null });
    }
  }
}

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
    return super.check(model) && !over.includes(model.tickets[indexIn(model, this.back)]!.state);
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
      await settle(real, real.ids[index]!);
      settleModel(ticket);
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
    real.ground.advance(this.minutes * minute);
    model.minutes += this.minutes;
    for (const [index, ticket] of model.tickets.entries()) {
      await runDue(real, real.ids[index]!);
      passFor(ticket, model.minutes);
    }
    await compare(model, real);
  }

  toString(): string {
    return `${this.minutes} minutes pass`;
  }
}

/** What is due in a ticket happens, as its jobs do it. */
async function runDue({ ground, guild }: Real, id: string): Promise<void> {
  const request = await ground.closeRequests.waiting(id);
  if (request) {
    await ground.closeRequests.due(guild, request.id);
  }
  for (let due = await ground.timers.next(guild, id); due; due = await ground.timers.next(guild, id)) {
    if (due.timer.kind === 'close') {
      await ground.tickets.close(guild, id, automatic);
    } else {
      await ground.timers.done(due.timer);
    }
  }
}

/** What comes of the same for the model: nobody is closed unwarned, and who was warned late has as long. */
function passFor(ticket: ModelTicket, minutes: number): void {
  if (ticket.closesAt !== null && ticket.closesAt <= minutes) {
    ticket.state = 'closing';
  }
  const { staffAt, guestAt } = ticket;
  const silent = staffAt !== null && !(guestAt !== null && guestAt >= staffAt);
  if (ticket.state !== 'open' || ticket.type !== 0 || !silent) {
    return;
  }
  const warnAt = staffAt + warnAfter;
  if (ticket.warned?.since !== staffAt && warnAt <= minutes) {
    ticket.warned = { since: staffAt, at: minutes };
  }
  if (ticket.warned?.since === staffAt) {
    const late = ticket.warned.at > warnAt + 1;
    const closesAt = late ? ticket.warned.at + closeAfter - warnAfter : staffAt + closeAfter;
    ticket.state = closesAt <= minutes ? 'closing' : 'open';
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

/** What two or three do at the same moment, most of the time to one ticket. */
const deeds = fc
  .tuple(
    which,
    fc.array(
      fc.tuple(
        fc.constantFrom(0, 0, 0, 1),
        fc.oneof(fc.constantFrom(...actNames), fc.constant('the job' as const)),
        staff,
      ),
      { minLength: 2, maxLength: 3 },
    ),
  )
  .map(([back, all]) => all.map(([more, name, by]): Deed => ({ back: back + more, name, by })));

/** What changes an open ticket, and the job of it. */
const busy: readonly Deed['name'][] = ['claim', 'give to a colleague', 'close', 'delete', 'move', 'the job'];
const rivals = fc
  .array(fc.tuple(fc.constantFrom(...busy), staff), { minLength: 2, maxLength: 2 })
  .map((all) => all.map(([name, by]): Deed => ({ back: 0, name, by })));

export const commands: fc.Arbitrary<Command>[] = [
  deeds.map((all) => new Together(all)),
  deeds.map((all) => new Together(all)),
  rivals.map((all) => new Together(all)),
  // Of the newest ticket, which may be half made, somebody takes leave while it is made.
  fc
    .shuffledSubarray<Deed['name']>(['delete', 'the job'], { minLength: 2 })
    .map((names) => new Together(names.map((name) => ({ back: 0, name, by: person(10) })))),
  fc
    .tuple(customers, fc.nat({ max: 1 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
    .map(([who, type, times, same]) => new Open(who, type, times, same)),
  fc.tuple(which, fc.constantFrom(...actNames), staff).map(([back, name, by]) => new Act(back, name, by)),
  // Whoever opens one more of the type that theirs was moved from, or to, meets what the move left behind.
  which.map((back) => new Act(back, 'move', person(10))),
  customers.map((who) => new Open(who, 0, 1, false)),
  // Of the type with a pause one is opened, ended and asked for again: the newest, with nothing in between that takes long.
  fc.constant(0).map(() => new Open(person(1), 1, 1, false)),
  fc.constant(0).map(() => new Settle(0, undefined)),
  fc.constant(0).map(() => new Act(0, 'delete', person(10))),
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
  fc
    .tuple(which, fc.constantFrom<Side>('staff', 'staff', 'guest'))
    .map(([back, side]) => new Say(back, side)),
  fc.integer({ min: 1, max: 300 }).map((minutes) => new Pass(minutes)),
  fc.integer({ min: 1, max: 10_000 }).map((minutes) => new Pass(minutes)),
];
