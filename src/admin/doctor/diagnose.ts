import type { Guild } from 'discord.js';
import { fieldsOf } from '../../sdk/fields/field.ts';
import { goneIn } from '../../sdk/fields/gone.ts';
import { isNone } from '../../sdk/fields/shown-value.ts';
import type { SettingKind } from '../../sdk/settings.ts';
import type { CheckedFeature, Checkup } from '../admin-host.ts';
import { channelFindings } from './channel-findings.ts';
import type { Finding } from './finding.ts';
import { roleFindings } from './role-findings.ts';

/** Discord's limits for a guild. https://support.discord.com/hc/en-us/articles/33694251638295 */
const channelLimit = 500;
const roleLimit = 250;

/** Finds what is wrong in a guild, for each feature that is on. It asks Discord nothing: the caches know. */
export function diagnose(guild: Guild, { features, intents, configProblems, menu }: Checkup): Finding[] {
  return [
    ...menuFindings(guild, menu),
    ...configProblems.map((problem) => ({ plugin: undefined, code: 'config', problem }) as const),
    ...features.flatMap((feature) => [
      ...featureFindings(guild, feature),
      ...intentFindings(feature, new Set(intents)),
      ...settingFindings(guild, feature),
      ...ownFindings(feature),
      ...jobFindings(feature),
    ]),
  ];
}

function menuFindings({ client }: Guild, menu: Checkup['menu']): Finding[] {
  switch (menu?.code) {
    case undefined:
      return [];
    case 'no-scope':
      return [{ plugin: undefined, code: 'menu-no-scope', application: client.application.id }];
    default:
      return [{ plugin: undefined, code: `menu-${menu!.code}`, problem: menu!.message }];
  }
}

function featureFindings(guild: Guild, { plugin, state, permissions }: CheckedFeature): Finding[] {
  const own = guild.members.me?.permissions;
  const missing = permissions.filter((permission) => !own?.has(permission));
  const findings: Finding[] = missing.map((permission) => ({ plugin, code: 'permission', permission }));
  if (state !== 'running') {
    findings.unshift({ plugin, code: 'not-running' });
  }
  // Threads are no channels of this limit.
  const channels = guild.channels.cache.filter((channel) => !channel.isThread()).size;
  if (permissions.includes('ManageChannels') && channels >= channelLimit) {
    findings.push({ plugin, code: 'channels-full', count: channels, limit: channelLimit });
  }
  // Everybody's role does not count.
  const roles = guild.roles.cache.size - 1;
  if (permissions.includes('ManageRoles') && roles >= roleLimit) {
    findings.push({ plugin, code: 'roles-full', count: roles, limit: roleLimit });
  }
  return findings;
}

function intentFindings(feature: CheckedFeature, connected: ReadonlySet<string>): Finding[] {
  const { plugin, prefixCommands } = feature;
  const findings: Finding[] = feature.intents
    .filter((intent) => !connected.has(intent))
    .map((intent) => ({ plugin, code: 'intent', intent }));
  if (prefixCommands && !(connected.has('MessageContent') && connected.has('GuildMessages'))) {
    findings.push({ plugin, code: 'no-prefix' });
  }
  return findings;
}

function ownFindings({ plugin, checks = [] }: CheckedFeature): Finding[] {
  return checks === 'failed'
    ? [{ plugin, code: 'checks-failed' }]
    : checks.map((check) => ({ plugin, code: 'own', check }));
}

function jobFindings({ plugin, laidAside }: CheckedFeature): Finding[] {
  if (!laidAside) {
    return [];
  }
  const when = `<t:${Math.floor(laidAside.last.getTime() / 1_000)}:R>`;
  return [{ plugin, code: 'laid-aside', count: laidAside.count, when }];
}

/** What is looked at in a setting that names channels or roles. */
const judges: Partial<
  Record<SettingKind, { gone: 'channel-gone' | 'role-gone'; findings: typeof roleFindings }>
> = {
  channel: { gone: 'channel-gone', findings: channelFindings },
  role: { gone: 'role-gone', findings: roleFindings },
  roles: { gone: 'role-gone', findings: roleFindings },
};

function settingFindings(guild: Guild, feature: CheckedFeature): Finding[] {
  const { plugin, settings } = feature;
  return fieldsOf(settings?.schema).flatMap((field): Finding[] => {
    const judge = judges[field.meta.kind];
    if (!judge) {
      return [];
    }
    const { name: setting } = field;
    const value = settings?.values[setting];
    const gone = goneIn(guild, field, value);
    const ids = [value].flat().filter((id): id is string => typeof id === 'string');
    return [
      ...(field.meta.needed && isNone(value) ? [{ plugin, code: 'setting-missing', setting } as const] : []),
      ...(gone.length > 0 ? [{ plugin, code: judge.gone, setting, count: gone.length }] : []),
      ...ids.flatMap((id) => judge.findings(guild, feature, field, id)),
    ];
  });
}
