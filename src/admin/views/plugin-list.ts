import { escapeMarkdown, inlineCode } from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import type { Message } from '../../sdk/respond.ts';
import type { Translate } from '../../sdk/texts.ts';
import { hostName, type PluginReport, type PluginState } from '../admin-host.ts';
import { listPage, pageTurner, panel, text } from '../panel.ts';
import { shortened } from '../shortened.ts';

/** So that a page of plugins that all failed stays below the 4,000 characters of a message. */
const perPage = 6;

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
export function pluginList(plugins: readonly PluginReport[], page: number, t: Translate): Message {
  const shown = listPage(plugins, page, perPage);
  return panel([
    text(`## ${t('plugins.title')}`),
    ...(plugins.length === 0
      ? [text(t('plugins.none'))]
      : shown.shown.map((plugin) => text(pluginLines(plugin, t)))),
    ...pageTurner(shown, (to) => customId(hostName, 'plugin-page', to), t),
  ]);
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
