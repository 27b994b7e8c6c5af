import { join } from 'node:path';
import type { Plugin } from '../sdk/plugin.ts';
import { findCycle } from './cycle.ts';
import type { Generation } from './generation.ts';
import { PluginProblem, placeOfText } from './problem.ts';
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
  readonly missing = (definition: Definition): string[] =>
    required(definition).filter((service) => this.#services.get(service) === undefined);

  /** @throws PluginProblem when another plugin provides what `record` wants to provide. */
  refuseTaken({ name, folder, definition }: PluginRecord): void {
    for (const service of definition?.provides ?? []) {
      const other = this.#services.provider(service)?.plugin;
      if (other !== undefined && other !== name) {
        const message = `the service "${service}" is provided by the plugin ${other} already`;
        const place = placeOfText(folder, join(folder, 'plugin.ts'), service);
        throw new PluginProblem('validate', message, { place, rival: other });
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
        place: placeOfText(record.folder, join(record.folder, 'plugin.ts'), 'required'),
      })
    );
  }

  /** Which generations offer what a new generation needs. It may keep them, so it is made anew when they change. */
  made(definition: Definition): ReadonlyMap<string, string> {
    return new Map(required(definition).map((service) => [service, this.#from(service)]));
  }

  /** Whether another generation offers now what `generation` was made with. */
  readonly outdated = ({ definition, madeWith }: Pick<Generation, 'definition' | 'madeWith'>): boolean =>
    required(definition).some((service) => madeWith.get(service) !== this.#from(service));

  #from(service: string): string {
    const provider = this.#services.provider(service);
    return provider ? nameOf(provider) : '';
  }
}

/** Stands for a generation where a reference would hold it in memory. */
export const nameOf = ({ plugin, number }: Generation): string => `${plugin}@${number}`;
