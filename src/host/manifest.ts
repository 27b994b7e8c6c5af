import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import semver from 'semver';
import { z } from 'zod';
import { declarationOf, isPlugin, type Plugin } from '../sdk/plugin.ts';
import { PluginProblem, placeIn, placeOfText } from './problem.ts';

/** The version of the plugin API. A plugin says in its `package.json` which it was written for. */
export const hostVersion = '1.0.0';

const packageFile = z.object({
  version: z.string().refine((version) => semver.valid(version) !== null, 'expected a version such as 1.0.0'),
  guildhall: z
    .object({
      host: z.string().refine((range) => semver.validRange(range) !== null, 'expected a range such as ^1'),
    })
    .default({ host: '*' }),
});

export interface Manifest {
  readonly version: string;
}

const named = /^[a-z][a-z0-9-]{0,29}$/;

/** Names that the host keeps for itself. */
const taken = new Set(['guildhall', 'host', 'server']);

/** Reads and checks a plugin's `package.json`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const place = `${basename(folder)}/package.json`;
  const name = basename(folder);
  if (!named.test(name) || taken.has(name)) {
    const why = taken.has(name)
      ? 'the host uses this name itself'
      : 'use lower-case letters, digits and dashes, at most 30';
    throw new PluginProblem('validate', `"${name}" cannot be the name of a plugin: ${why}`, { place });
  }
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => {
    throw new PluginProblem('validate', 'there is no package.json: it says the name and the version', {
      place,
    });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PluginProblem('validate', `package.json is not JSON: ${(error as Error).message}`, {
      place,
      cause: error,
    });
  }
  const read = packageFile.safeParse(json);
  if (!read.success) {
    const issue = read.error.issues[0]!;
    const at = placeOfText(folder, join(folder, 'package.json'), `"${String(issue.path.at(-1))}"`);
    throw new PluginProblem('validate', `package.json: ${issue.path.join('.')}: ${issue.message}`, {
      place: at,
    });
  }
  const { version, guildhall } = read.data;
  if (!semver.satisfies(hostVersion, guildhall.host)) {
    throw new PluginProblem('validate', `needs host ${guildhall.host}, and this is host ${hostVersion}`, {
      place,
    });
  }
  return { version };
}

/** Checks that `value`, the default export of `plugin.ts`, is a plugin with this name. */
export function checkedPlugin(value: unknown, folder: string): Plugin {
  const name = basename(folder);
  if (!isPlugin(value)) {
    throw new PluginProblem('validate', 'plugin.ts must export definePlugin({ ... }) as its default', {
      place: placeOfText(folder, join(folder, 'plugin.ts'), 'export default'),
    });
  }
  const { definition } = value;
  const place = placeIn(declarationOf(value), folder) ?? `${name}/plugin.ts`;
  const wrong = (message: string) => new PluginProblem('validate', message, { place });
  if (definition.name !== name) {
    throw wrong(`the name "${definition.name}" must be the name of the folder, "${name}"`);
  }
  // A function gives them when there are parts that it can make them of.
  const missing = typeof definition.data === 'function' ? undefined : missingDutyOf(definition.data);
  if (missing !== undefined) {
    throw wrong(missing);
  }
  for (const [capability, { default: audience }] of Object.entries(definition.capabilities ?? {})) {
    if (!['everyone', 'staff', 'administrators', 'owner'].includes(audience)) {
      throw wrong(
        `capabilities["${capability}"].default is "${audience}": use everyone, staff, administrators or owner`,
      );
    }
  }
  // The other plugins are weighed against these: a text in the place of a list would keep them from loading.
  for (const [field, list] of Object.entries({
    entities: definition.entities,
    provides: definition.provides,
    hears: definition.hears,
    intents: definition.intents,
    permissions: definition.permissions,
    'uses.required': definition.uses?.required,
    'uses.optional': definition.uses?.optional,
  })) {
    if (list !== undefined && !Array.isArray(list)) {
      throw wrong(`${field} is a list: put it into brackets`);
    }
  }
  // One that Discord does not know would keep the bot itself from starting.
  for (const [field, known] of [
    ['intents', GatewayIntentBits],
    ['permissions', PermissionFlagsBits],
  ] as const) {
    const unknown = definition[field]?.find((one) => !Object.hasOwn(known, one));
    if (unknown !== undefined) {
      throw wrong(`${field}: Discord has none that is called "${unknown}"`);
    }
  }
  const defaults = definition.settings?.safeParse({});
  if (defaults && !defaults.success) {
    const issue = defaults.error.issues[0]!;
    throw wrong(`settings.${issue.path.join('.')} has no default that fits: ${issue.message}`);
  }
  return value;
}

/** What is to be said when one of a plugin's data duties is not there. @param duties as the plugin gave them. */
export function missingDutyOf(duties: unknown): string | undefined {
  const given = duties as Readonly<Record<string, unknown>> | undefined;
  const missing = ['forgetGuild', 'forgetUser', 'exportUser'].find(
    (duty) => typeof given?.[duty] !== 'function',
  );
  return (
    missing && `data.${missing} is missing: a plugin must say how it gives back and removes what it holds`
  );
}
