import { type APIComponentInContainer, ComponentType, escapeMarkdown } from 'discord.js';
import { button, text } from '../../sdk/panel.ts';
import { shortened } from '../../sdk/shortened.ts';
import type { Translate } from '../../sdk/texts.ts';
import { settingId } from '../settings-screen/setting-id.ts';

/** A feature that was just switched. */
export interface Switched {
  readonly plugin: string;
  /** Its name for people. */
  readonly feature: string;
  readonly on: boolean;
  readonly hasSettings: boolean;
  /** What it still needs to work: a sentence each. */
  readonly needs: readonly string[];
  readonly t: Translate;
}

/** The characters of a message that the list of features leaves. */
const limit = 900;

/** What stands above the list of features after one was switched: what it still needs, and the way to its settings. */
export function switchedNote({
  plugin,
  feature,
  on,
  hasSettings,
  needs,
  t,
}: Switched): APIComponentInContainer[] {
  const name = escapeMarkdown(feature);
  if (!on) {
    return [text(t('features.now-off', { feature: name }))];
  }
  const settings = button(
    settingId('setting-page', plugin, 0),
    shortened(t('settings-screen.title', { feature }), 80),
  );
  const lines = [t('features.now-on', { feature: name }), ...needsLines(needs, t)];
  return [
    text(lines.join('\n')),
    ...(hasSettings ? [{ type: ComponentType.ActionRow as const, components: [settings] }] : []),
  ];
}

function needsLines(needs: readonly string[], t: Translate): string[] {
  if (needs.length === 0) {
    return [t('features.complete')];
  }
  const shown: string[] = [];
  for (const [index, need] of needs.entries()) {
    const line = `- ${shortened(need, 500)}`;
    if (index > 0 && shown.join('\n').length + line.length > limit) {
      return [
        t('features.still-needs'),
        ...shown,
        `- ${t('features.needs-more', { count: needs.length - index })}`,
      ];
    }
    shown.push(line);
  }
  return [t('features.still-needs'), ...shown];
}
