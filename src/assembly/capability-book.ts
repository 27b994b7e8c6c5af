import { featureName } from '../admin/feature-name.ts';
import type { CapabilityChecks } from '../gate/capabilities.ts';
import type { Generation } from '../host/generation.ts';
import type { CapabilityBook, DeclaredCapability } from '../sdk/capability.ts';

/** All capabilities of this host. */
export function capabilityBook(parts: {
  readonly checks: CapabilityChecks;
  /** The generations that serve now, the host's own first. */
  readonly generations: () => readonly Generation[];
  readonly changed: (guild: string) => void;
}): CapabilityBook {
  const { checks, generations, changed } = parts;
  return {
    declared: () => generations().flatMap(declaredBy),
    may: async (actor, capability) => checks.may(actor, ...partsOf(capability)),
    verdict: async (actor, capability) => checks.verdict(actor, ...partsOf(capability)),
    changed,
  };
}

function declaredBy({ plugin, definition, texts }: Generation): DeclaredCapability[] {
  return Object.entries(definition.capabilities ?? {}).map(([local, { default: audience }]) => {
    const name = `${plugin}.${local}`;
    const key = `capabilities.${local}`;
    return {
      plugin,
      name,
      audience,
      text: (locale) => (texts.keys.includes(key) ? texts.in(locale)(key) : name),
      feature: (locale) => featureName(plugin, texts.in(locale)),
    };
  });
}

/** A plugin's name has no dots. */
function partsOf(capability: string): [plugin: string, local: string] {
  const dot = capability.indexOf('.');
  return dot < 0 ? [capability, ''] : [capability.slice(0, dot), capability.slice(dot + 1)];
}
