import type { Plugin } from '../sdk/plugin.ts';
import { findCycle } from './cycle.ts';
import type { Generation } from './generation.ts';
import { PluginProblem } from './problem.ts';
import type { PluginRecord } from './record.ts';
import type { ServiceRegistry } from './services.ts';

type Definition = Plugin['definition'] | undefined;

const required = (definition: Definition): readonly string[] => definition?.uses?.required ?? [];

/** Who needs whose services. */
export class Needs {
  readonly #services: ServiceRegistry;

  constructor(services: ServiceRegistry) {
    this.#services = services;
  }

  /** The required services that are away now. */
  missing(definition: Definition): string[] {
    return required(definition).filter((service) => this.#services.get(service) === undefined);
  }

  /** The plugin that offers a service which `record` wants to offer. @throws PluginProblem when there is one. */
  refuseTaken({ name, definition }: PluginRecord): void {
    for (const service of definition?.provides ?? []) {
      const other = this.#services.provider(service);
      if (other && other.plugin !== name) {
        throw new PluginProblem(
          'validate',
          `the service "${service}" is provided by the plugin ${other.plugin} already`,
          { place: `${name}/plugin.ts` },
        );
      }
    }
  }

  /** Why `record` can never get what it needs: the circle it is part of. */
  circle(record: PluginRecord, records: readonly PluginRecord[]): PluginProblem | undefined {
    const offering = (service: string) =>
      records.filter(({ definition }) => definition?.provides?.includes(service)).map(({ name }) => name);
    const needs = new Map(
      records.map(({ name, definition }) => [name, required(definition).flatMap(offering)]),
    );
    const path = findCycle(needs, record.name);
    return (
      path &&
      new PluginProblem('validate', `these plugins need each other: ${path.join(' -> ')}`, {
        place: `${record.name}/plugin.ts`,
      })
    );
  }

  /** Which generations offer what a new generation needs. It may keep them, so it is made anew when they change. */
  made(definition: Definition): ReadonlyMap<string, string> {
    return new Map(required(definition).map((service) => [service, this.#from(service)]));
  }

  /** Whether another generation offers now what `generation` was made with. */
  outdated({ definition, madeWith }: Generation): boolean {
    return required(definition).some((service) => madeWith.get(service) !== this.#from(service));
  }

  // By name, not by reference: a generation must not hold another one in memory.
  #from(service: string): string {
    const provider = this.#services.provider(service);
    return provider ? `${provider.plugin}@${provider.number}` : '';
  }
}
