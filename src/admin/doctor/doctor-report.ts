import {
  ButtonStyle,
  ComponentType,
  channelMention,
  escapeMarkdown,
  inlineCode,
  type Role,
  roleMention,
} from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import { nameOf } from '../../sdk/fields/field.ts';
import { button, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import { shortened } from '../../sdk/shortened.ts';
import type { Translate } from '../../sdk/texts.ts';
import { hostName } from '../admin-host.ts';
import { featureName, featureOf } from '../feature-name.ts';
import type { Finding } from './finding.ts';

export interface DoctorView {
  readonly findings: readonly Finding[];
  /** The bot's own role, which permissions are given to. */
  readonly ownRole: Role | undefined;
  /** What typed commands begin with in this guild. */
  readonly prefix: string;
  /** What was just done. */
  readonly note?: string | undefined;
  /** The host's texts, or a plugin's. */
  readonly textsOf: (plugin: string | undefined) => Translate;
}

/** The 4,000 characters of a message, less what stands around the findings. */
const limit = 3600;

/** What is wrong, by feature, each with what to do. */
export function doctorReport(view: DoctorView): Message {
  const { findings, textsOf, note } = view;
  const t = textsOf(undefined);
  const title = text([`## ${t('doctor.title')}`, ...(note ? [note] : [])].join('\n'));
  if (findings.length === 0) {
    return panel([title, text(t('doctor.healthy'))]);
  }
  let left = limit;
  let heading: string | undefined;
  const lines: string[] = [];
  for (const [index, finding] of findings.entries()) {
    const feature = finding.plugin && featureName(finding.plugin, textsOf(finding.plugin));
    const line = [
      ...(feature && feature !== heading ? [`### ${escapeMarkdown(feature)}`] : []),
      `- ${shortened(sentence(view, finding), 500)}`,
    ].join('\n');
    left -= line.length + 1;
    if (left < 0) {
      lines.push(t('doctor.more', { count: findings.length - index }));
      break;
    }
    lines.push(line);
    heading = feature;
  }
  const failed = findings.some(({ code }) => code === 'laid-aside');
  return panel([title, text(lines.join('\n')), ...(failed ? [retryRow(t)] : [])]);
}

const retryRow = (t: Translate) => ({
  type: ComponentType.ActionRow as const,
  components: [
    button(customId(hostName, 'jobs-retry'), t('doctor.try-again'), { style: ButtonStyle.Primary }),
  ],
});

function sentence({ textsOf, ownRole, prefix }: DoctorView, finding: Finding): string {
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
