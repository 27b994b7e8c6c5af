import { setTimeout as sleep } from 'node:timers/promises';
import type { Member, ShownMessage } from '@guildhall/sandbox';
import { createInteraction } from '../sandbox/discord/state/interactions.ts';
import type { Interaction } from '../sandbox/discord/state/types.ts';
import { componentRequest } from '../sandbox/driver/components.ts';

/** Milliseconds from a click on. */
interface Answered {
  /** Until Discord was told that the bot heard of it: the three seconds of Discord. */
  first?: number;
  /** Until the person read something. */
  read?: number;
}

/** People who click a button at a steady rate, however long the answers take. Nothing is polled: answers call back. */
export class TicketClicks {
  readonly #panel: ShownMessage;
  readonly #button: string;
  readonly #answers: Answered[] = [];

  constructor(panel: ShownMessage, button: string) {
    this.#panel = panel;
    this.#button = button;
  }

  get sent(): number {
    return this.#answers.length;
  }

  /** Those after which the person has nothing to read. */
  get unread(): number {
    return this.#answers.filter(({ read }) => read === undefined).length;
  }

  /** From a click to the bot's first answer, in ms. */
  get first(): number[] {
    return this.#answers.flatMap(({ first }) => first ?? []);
  }

  /** From a click to the first text, in ms. */
  get read(): number[] {
    return this.#answers.flatMap(({ read }) => read ?? []);
  }

  /** One click each of `count` clicks, by the people in turn. @param rate clicks a second. */
  async send(people: readonly Member[], count: number, rate: number): Promise<void> {
    const began = performance.now();
    while (this.sent < count) {
      const due = Math.min(count, Math.floor(((performance.now() - began) / 1_000) * rate) + 1);
      while (this.sent < due) this.#click(people[this.sent % people.length]!);
      await sleep(5);
    }
  }

  #click(person: Member): void {
    const answered: Answered = {};
    this.#answers.push(answered);
    const request = componentRequest(person, { on: this.#panel }, 'button', this.#button);
    const began = performance.now();
    const interaction: Interaction = createInteraction(person.sandbox.world, request);
    interaction.onAnswer = () => {
      answered.first = performance.now() - began;
      if (interaction.answer?.kind === 'deferred') {
        interaction.onFilled = () => {
          answered.read = performance.now() - began;
        };
      } else answered.read = answered.first;
    };
  }
}
