import { channelMention, escapeMarkdown, inlineCode, type Role, roleMention } from 'discord.js';
import { nameOf } from '../../sdk/fields/field.ts';
import type { Translate } from '../../sdk/texts.ts';
import { featureOf } from '../feature-name.ts';
import type { Finding } from './finding.ts';

/** What findings are told with. */
export interface FindingWords {
  /** The bot's own role, which permissions are given to. */
  readonly ownRole: Role | undefined;
  /** What typed commands begin with in this guild. */
  readonly prefix: string;
  /** The host's texts, or a plugin's. */
  readonly textsOf: (plugin: string | undefined) => Translate;
}

/** A finding as a sentence: what is wrong, and what to do. */
export function findingText(finding: Finding, { textsOf, ownRole, prefix }: FindingWords): string {
  const t = textsOf(finding.plugin);
  if (finding.code === 'own') {
    return finding.check(t);
  }
  const { plugin, code, ...facts } = finding;
  const shown: Record<string, (value: never) => string> = {
    setting: (name: string) => escapeMarkdown(nameOf({ name, texts: 'settings' }, t)),
    channel: channelMention,
    target: roleMention,
    permission: spaced,
    intent: spaced,
    problem: escapeMarkdown,
  };
  const values = Object.entries(facts).map(([name, value]) => [name, shown[name]?.(value as never) ?? value]);
  return textsOf(undefined)(`doctor.findings.${code}`, {
    ...Object.fromEntries(values),
    feature: plugin && featureOf(plugin),
    role: ownRole ? roleMention(ownRole.id) : '',
    example: inlineCode(`${prefix}…`),
  });
}

/** `ManageChannels` as `Manage Channels`: so Discord's own pages say it. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}
