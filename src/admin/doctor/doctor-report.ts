import { ButtonStyle, ComponentType, escapeMarkdown } from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import { button, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import { shortened } from '../../sdk/shortened.ts';
import type { Translate } from '../../sdk/texts.ts';
import { hostName } from '../admin-host.ts';
import { featureName } from '../feature-name.ts';
import type { Finding } from './finding.ts';
import { type FindingWords, findingText } from './finding-text.ts';

export interface DoctorView extends FindingWords {
  readonly findings: readonly Finding[];
  /** What was just done. */
  readonly note?: string | undefined;
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
      `- ${shortened(findingText(finding, view), 500)}`,
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
