import type fc from 'fast-check';
import { compare } from './looks.ts';
import type { Model, ModelTicket, Real } from './model.ts';

export type Command = fc.AsyncCommand<Model, Real>;

/** The index of a ticket, counted from the newest; where there are not so many, it begins anew. */
export const indexIn = ({ tickets }: Readonly<Model>, back: number) =>
  tickets.length - 1 - (back % tickets.length);

/** Something that is done to one ticket. */
export abstract class OfTicket implements Command {
  readonly back: number;

  constructor(back: number) {
    this.back = back;
  }

  check({ tickets }: Readonly<Model>): boolean {
    return tickets.length > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const index = indexIn(model, this.back);
    await this.act(model.tickets[index]!, real.ids[index]!, real, model);
    await compare(model, real);
  }

  abstract act(ticket: ModelTicket, id: string, real: Real, model: Model): Promise<void>;

  toString(): string {
    return `${JSON.stringify({ ...this, does: this.constructor.name })}`;
  }
}
