import type { Plugin } from '../sdk/plugin.ts';
import type { EvaluatedPlugin } from './evaluate.ts';
import { Generation } from './generation.ts';
import type { HostParts } from './host-parts.ts';
import { prepare, type Taken, takePieces } from './prepare.ts';
import { GenerationScope } from './scope.ts';
import type { PluginSource } from './source.ts';

/** What a generation is made of. */
export interface Making {
  readonly source: PluginSource;
  readonly number: number;
  readonly evaluated: EvaluatedPlugin;
  readonly plugin: Plugin;
  /** The generations whose services it will be made with, by service. */
  readonly madeWith: ReadonlyMap<string, string>;
  readonly taken: Taken;
}

/**
 * Makes a generation that is ready to serve and serves nobody yet. When that fails, what it had set going is undone.
 * @throws PluginProblem
 */
export async function makeGeneration(making: Making, parts: HostParts): Promise<Generation> {
  const { source, number, evaluated, plugin, madeWith, taken } = making;
  const { definition } = plugin;
  const logger = parts.loggerOf(definition.name, number);
  const generation = new Generation({
    plugin: definition.name,
    number,
    version: source.version,
    folder: source.folder,
    definition,
    madeWith,
    scope: new GenerationScope((label, error) => logger.error(`${label} failed`, { error })),
    texts: parts.texts.add(definition.name, source.locales),
  });
  generation.scope.use('texts', () => generation.texts.remove());
  guardTimers(generation, parts);
  try {
    takePieces(generation, evaluated, parts, taken);
    await prepare(generation, plugin, evaluated, parts);
    return generation;
  } catch (error) {
    await generation.drain(0);
    await generation.scope.close();
    throw error;
  }
}

function guardTimers(generation: Generation, { gate }: HostParts): void {
  const subject = { guild: undefined, actor: undefined, locale: 'en-US' };
  generation.scope.guard = (name, run) =>
    gate.run({ kind: 'timer', name, generation, capability: () => undefined }, subject, run);
}
