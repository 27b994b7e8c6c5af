import {
  type APIComponentInContainer,
  type APISectionComponent,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  inlineCode,
} from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import { button, listPage, pageTurner, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import { shortened } from '../../sdk/shortened.ts';
import type { Locale, Translate } from '../../sdk/texts.ts';
import { type FeatureState, hostName } from '../admin-host.ts';
import { featureHelp, featureName } from '../feature-name.ts';

export interface FeatureListView {
  readonly features: readonly FeatureState[];
  readonly page: number;
  readonly locale: Locale;
  readonly textsOf: (plugin: string) => (locale: Locale) => Translate;
  /** What was just done, above the list. */
  readonly note?: readonly APIComponentInContainer[];
}

/** A v2 message holds 40 components; a feature takes three. */
const perPage = 8;

/** All features, each with a button that switches it on or off. */
export function featureList({ features, page, locale, textsOf, note = [] }: FeatureListView): Message {
  const t = textsOf(hostName)(locale);
  const shown = listPage(features, page, perPage);
  return panel([
    text(`## ${t('features.title')}`),
    ...note,
    ...(features.length === 0
      ? [text(t('features.none'))]
      : shown.shown.map((feature) => featureRow(feature, shown.page, t, textsOf(feature.plugin)(locale)))),
    ...pageTurner(shown, (to) => customId(hostName, 'feature-page', to), t),
  ]);
}

function featureRow(feature: FeatureState, page: number, t: Translate, own: Translate): APISectionComponent {
  const { plugin, on, state, fixedBy } = feature;
  const help = featureHelp(own);
  const lines = [
    `${on ? '🟢' : '⚪'} **${escapeMarkdown(featureName(plugin, own))}**`,
    ...(help ? [shortened(help, 200)] : []),
    ...(on && state !== 'running' ? [`-# ⚠️ ${t('features.not-running')}`] : []),
    ...(fixedBy === undefined ? [] : [`-# ${t('features.fixed-by', { file: inlineCode(fixedBy) })}`]),
  ];
  // The button says what it will do: two people who click it at once do not undo each other.
  const id = customId(hostName, 'feature-switch', plugin, on ? 'off' : 'on', page);
  const label = t(on ? 'features.switch-off' : 'features.switch-on');
  return {
    type: ComponentType.Section,
    components: [text(lines.join('\n'))],
    accessory:
      fixedBy === undefined
        ? button(id, label, { style: on ? ButtonStyle.Secondary : ButtonStyle.Success })
        : button(id, t('features.fixed'), { disabled: true }),
  };
}
