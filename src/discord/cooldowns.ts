import type { Command, PreconditionStore } from '@sapphire/framework';

/** A cooldown as Sapphire and its subcommands know it. */
const cooldownFields = ['cooldownDelay', 'cooldownLimit', 'cooldownScope'] as const;

/** The properties in which the two preconditions keep who has used what, by the command piece. */
const places = { Cooldown: 'buckets', PluginSubcommandCooldown: 'subcommandBuckets' } as const;

/**
 * Keeps cooldowns when a plugin is loaded anew. Sapphire keeps them by the command's object, and a reload makes another
 * one; here they are kept by the command's name, for as long as it says the same about its cooldown.
 */
export function keepCooldowns(preconditions: PreconditionStore): void {
  for (const [name, property] of Object.entries(places)) {
    const precondition = preconditions.get(name as never);
    if (!(Reflect.get(precondition ?? {}, property) instanceof WeakMap)) {
      throw new Error(`Sapphire's precondition ${name} keeps its cooldowns elsewhere now`);
    }
    Reflect.set(precondition!, property, new NamedBuckets());
  }
}

/** Stands in for the `WeakMap` of a precondition. */
class NamedBuckets {
  readonly #buckets = new Map<string, { readonly rule: string; readonly bucket: unknown }>();

  get(command: Command): unknown {
    const kept = this.#buckets.get(command.name);
    return kept?.rule === ruleOf(command) ? kept.bucket : undefined;
  }

  set(command: Command, bucket: unknown): void {
    this.#buckets.set(command.name, { rule: ruleOf(command), bucket });
  }
}

/** What a command says about cooldowns, its subcommands included. */
function ruleOf({ options }: Command): string {
  const cooldown = (of: object): unknown => [
    ...cooldownFields.map((field) => Reflect.get(of, field)),
    (Reflect.get(of, 'subcommands') ?? Reflect.get(of, 'entries') ?? []).map(cooldown),
  ];
  return JSON.stringify(cooldown(options));
}
