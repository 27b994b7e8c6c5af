import type { Generation } from './generation.ts';

/** The services that running generations offer each other. */
export class ServiceRegistry {
  readonly #services = new Map<string, { readonly generation: Generation; readonly service: unknown }>();

  /** What is offered under a name now; nothing while its plugin is paused. */
  get(name: string): unknown {
    const entry = this.#services.get(name);
    return entry && !entry.generation.paused ? entry.service : undefined;
  }

  provider(name: string): Generation | undefined {
    return this.#services.get(name)?.generation;
  }

  /** Puts the services of `next` in the place of those of `old`. */
  swap(old: Generation | undefined, next: Generation | undefined): void {
    for (const name of old?.services.keys() ?? []) {
      if (this.#services.get(name)?.generation === old) {
        this.#services.delete(name);
      }
    }
    for (const [name, service] of next?.services ?? []) {
      this.#services.set(name, { generation: next!, service });
    }
  }
}
