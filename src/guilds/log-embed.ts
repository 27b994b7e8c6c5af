import { type APIEmbed, escapeMarkdown, inlineCode, time, userMention } from 'discord.js';
import { hostName } from '../admin/admin-host.ts';
import { featureName } from '../admin/feature-name.ts';
import type { AuditRow } from '../data/host-tables.ts';
import { automatic } from '../sdk/audit.ts';
import { shortened } from '../sdk/shortened.ts';
import type { Locale, Translate } from '../sdk/texts.ts';
import type { TextSet } from '../texts/text-library.ts';
import { erased } from './anonymize.ts';

export interface LogTexts {
  /** The host's own. */
  readonly host: TextSet;
  /** Those of a plugin, while it is there. Its `audit.<action>` says what was done. */
  readonly of: (plugin: string) => TextSet | undefined;
}

/** The longest line, in characters: ten of them fit into an embed. */
const lineLimit = 400;
/** The longest value in a line, in characters. */
const valueLimit = 100;

/** One message for a log channel. */
export function logEmbed(entries: readonly AuditRow[], locale: Locale, texts: LogTexts): APIEmbed {
  const t = texts.host.in(locale);
  return {
    title: t('log.title'),
    description: entries.map((entry) => shortened(lineOf(entry, locale, texts), lineLimit)).join('\n'),
  };
}

function lineOf(entry: AuditRow, locale: Locale, texts: LogTexts): string {
  const t = texts.host.in(locale);
  const line = t('log.line', {
    when: time(entry.at, 'f'),
    who: whoOf(entry.actor, t),
    what: whatOf(entry, locale, texts),
  });
  return entry.reason ? `${line} ${t('log.reason', { reason: shown(entry.reason) })}` : line;
}

const people: Readonly<Record<string, string>> = { [automatic]: 'log.automatic', [erased]: 'log.erased' };

const whoOf = (actor: string, t: Translate) => (people[actor] ? t(people[actor]) : userMention(actor));

function whatOf(
  { plugin, action, target, before, after }: AuditRow,
  locale: Locale,
  texts: LogTexts,
): string {
  const own = setOf(plugin, texts);
  const key = `audit.${action.slice(plugin.length + 1)}`;
  if (own?.keys.includes(key)) {
    const values = {
      ...fieldsOf(after),
      target: nameOf(target, locale, texts),
      from: shown(before),
      to: shown(after),
    };
    return own.in(locale)(key, values);
  }
  const done = inlineCode(action);
  const t = texts.host.in(locale);
  return target
    ? t('log.unnamed-on', { action: done, target: shown(target) })
    : t('log.unnamed', { action: done });
}

/** What is done to a feature is told with the feature's name. */
function nameOf(target: string | null | undefined, locale: Locale, texts: LogTexts): string {
  const feature = target == null ? undefined : setOf(target, texts);
  return shown(feature && target ? featureName(target, feature.in(locale)) : target);
}

/** What is told as an object fills a text in by the names of its fields, too. */
function fieldsOf(value: unknown): Record<string, string> {
  const fields = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shown(field)]));
}

const setOf = (plugin: string, texts: LogTexts) => (plugin === hostName ? texts.host : texts.of(plugin));

function shown(value: unknown): string {
  if (value === null || value === undefined) {
    return '-';
  }
  const text =
    typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value)
          .map(([name, inner]) => `${name}: ${plain(inner)}`)
          .join(', ')
      : plain(value);
  return escapeMarkdown(shortened(text, valueLimit));
}

/** A date as JSON keeps it. */
const date = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function plain(value: unknown): string {
  if (typeof value !== 'string') {
    return JSON.stringify(value);
  }
  return date.test(value) ? time(new Date(value), 'f') : value;
}
