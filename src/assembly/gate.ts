import { hostName } from '../admin/admin-host.ts';
import { featureName } from '../admin/feature-name.ts';
import guildhall from '../admin/plugin.ts';
import type { Environment } from '../env/environment.ts';
import { Answers } from '../gate/answers.ts';
import { CapabilityChecks } from '../gate/capabilities.ts';
import { Forms } from '../gate/forms.ts';
import { Gate } from '../gate/gate.ts';
import { breakGlass } from '../guilds/break-glass.ts';
import type { Plugins } from '../host/plugins.ts';
import { definitionOf } from '../host/record.ts';
import type { PermissionService } from '../sdk/services.ts';
import type { Details } from './details.ts';
import type { Ground } from './ground.ts';
import type { GuildRooms } from './guild-rooms.ts';

export interface GateParts {
  readonly env: Environment;
  readonly guilds: GuildRooms;
  readonly details: Details;
  /** Asked only when everything is there. */
  readonly plugins: () => Plugins | undefined;
  readonly permissions: () => PermissionService | undefined;
}

/** The gate, with who may do what and how people are answered. */
export interface OpenGate {
  readonly gate: Gate;
  readonly answers: Answers;
  readonly capabilities: CapabilityChecks;
  readonly forms: Forms;
}

/** Makes the gate that stands before every way into a plugin. */
export function openGate(
  { clock, database, logger, metrics, newId, texts }: Ground,
  { env, guilds, details, plugins, permissions }: GateParts,
): OpenGate {
  const capabilities = new CapabilityChecks({
    declared: (plugin) =>
      (plugin === hostName ? guildhall.definition : definitionOf(plugins()?.get(plugin)))?.capabilities,
    service: permissions,
    owners: env.ownerIds,
    breakGlass: env.breakGlass ? breakGlass(database, guilds.auditOf(hostName)) : undefined,
  });
  const forms = new Forms(guilds.drafts, logger);
  const textsIn = (plugin: string, locale: string) =>
    (plugins()?.serving(plugin)?.texts ?? texts.host).in(locale);
  const answers = new Answers({
    texts: textsIn,
    featureName: (plugin, locale) => featureName(plugin, textsIn(plugin, locale)),
    capabilities,
    languageOf: async (guild) => (await guilds.settings.readingOf(guild)).locale,
    logger,
    clock,
    forms,
  });
  const gate = new Gate({
    switches: guilds.switches,
    capabilities,
    answers,
    logger,
    newId: () => newId().slice(0, 8),
    observe: (run, ms, error) => {
      const { plugin, outcome } = run;
      metrics.interaction({ plugin, entry: `${run.entry} ${run.name}`, outcome }, ms / 1_000);
      plugins()?.observe(run, error);
      details.run(run, ms);
    },
  });
  return { gate, answers, capabilities, forms };
}
