import {
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  inlineCode,
  time,
} from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import { button, listPage, pageTurner, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import { shortened } from '../../sdk/shortened.ts';
import type { Translate } from '../../sdk/texts.ts';
import { hostName, type LaidAsideJobs, type PluginReport, type PluginState } from '../admin-host.ts';

/** So that a page of plugins that all failed, with failed tasks below, stays below the 4,000 characters of a message. */
const perPage = 5;

export interface PluginListView {
  readonly plugins: readonly PluginReport[];
  /** Tasks that belong to no guild and failed for good, by plugin. */
  readonly laidAside: ReadonlyMap<string, LaidAsideJobs>;
  readonly page: number;
  /** What has just been done. */
  readonly note?: string | undefined;
}

const signs: Record<PluginState, string> = {
  discovered: '⚪',
  loading: '🔄',
  running: '🟢',
  failed: '🔴',
  waiting: '🟡',
  unloading: '🔄',
  unloaded: '⚪',
  disabled: '⚪',
  quarantined: '⛔',
};

/** All plugins with their states, and what is wrong with them. */
export function pluginList({ plugins, laidAside, page, note }: PluginListView, t: Translate): Message {
  const shown = listPage(plugins, page, perPage);
  return panel([
    text([`## ${t('plugins.title')}`, ...(note === undefined ? [] : [note])].join('\n')),
    ...(plugins.length === 0
      ? [text(t('plugins.none'))]
      : shown.shown.map((plugin) => text(pluginLines(plugin, t)))),
    ...laidAsideRows(laidAside, t),
    ...pageTurner(shown, (to) => customId(hostName, 'plugin-page', to), t),
  ]);
}

function laidAsideRows(
  laidAside: ReadonlyMap<string, LaidAsideJobs>,
  t: Translate,
): APIComponentInContainer[] {
  const byTime = [...laidAside].sort(([, a], [, b]) => b.last.getTime() - a.last.getTime());
  const [latest] = byTime;
  if (!latest) {
    return [];
  }
  const count = byTime.reduce((sum, [, jobs]) => sum + jobs.count, 0);
  const plugins = shortened(byTime.map(([plugin, jobs]) => `${plugin} (${jobs.count})`).join(', '), 150);
  const [, { last, error = '' }] = latest;
  const values = {
    count,
    plugins: escapeMarkdown(plugins),
    when: time(last, 'R'),
    error: escapeMarkdown(shortened(error, 200)).replace(/\s+/g, ' '),
  };
  const retry = button(customId(hostName, 'owner-jobs-retry'), t('doctor.try-again'), {
    style: ButtonStyle.Primary,
  });
  return [
    { type: ComponentType.Separator },
    text(`⚠️ ${t('plugins.laid-aside', values)}`),
    { type: ComponentType.ActionRow, components: [retry] },
  ];
}

/** One plugin, after something was done to it. */
export function pluginCard(plugin: PluginReport, t: Translate): Message {
  return panel([text(pluginLines(plugin, t))]);
}

function pluginLines(plugin: PluginReport, t: Translate): string {
  const { name, version, state, generation, problem, needs = [] } = plugin;
  const shown = state === 'failed' && generation > 0 ? 'failed-kept' : state;
  const facts = [
    ...(version === undefined ? [] : [version]),
    t(`plugins.states.${shown}`),
    ...(generation > 0 ? [t('plugins.generation', { generation })] : []),
  ];
  const trouble = problem && [
    t('plugins.problem', { step: problem.step, message: escapeMarkdown(shortened(problem.message, 350)) }),
    ...(problem.place === undefined
      ? []
      : [t('plugins.place', { place: inlineCode(shortened(problem.place, 100)) })]),
  ];
  return [
    `${signs[state]} **${escapeMarkdown(name)}** ${escapeMarkdown(facts.join(' · '))}`,
    ...(trouble ? [`> ${trouble.join(' ').replace(/\s+/g, ' ')}`] : []),
    ...(needs.length > 0 ? [`> ${t('plugins.needs', { services: needs.map(inlineCode).join(', ') })}`] : []),
  ].join('\n');
}
