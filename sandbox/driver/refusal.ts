import type { Person } from './person.ts';

/** Discord's client would not let the person do this. The message says why, and what was on the screen. */
export class ClientRefusal extends Error {
  constructor(person: Person, reason: string) {
    super(`${person.name} cannot do that: ${reason}\n\nOn ${person.name}'s screen:\n${person.screen()}`);
    this.name = 'ClientRefusal';
  }
}

/** Runs what checks a person's input. @throws ClientRefusal with its error and the person's screen. */
export function asPerson<Value>(person: Person, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    if (error instanceof ClientRefusal || !(error instanceof Error)) throw error;
    throw new ClientRefusal(person, error.message);
  }
}
