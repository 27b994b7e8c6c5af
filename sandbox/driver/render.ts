import { type APIEmbed, ComponentType as T } from 'discord-api-types/v10';
import type { Component } from '../discord/state/types.ts';

/** What a message must have to be drawn; records and messages of the REST API both do. */
export interface Drawable {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly Component[];
  readonly attachments: readonly { readonly filename: string }[];
  /** A poll as Discord sends it. */
  readonly poll?: unknown;
  readonly reactions?: readonly { readonly emoji: string; readonly count: number }[];
}

/** How mentions in a text are shown: an id to a name, undefined when it is unknown. */
export interface Names {
  readonly user: (id: string) => string | undefined;
  readonly role: (id: string) => string | undefined;
  readonly channel: (id: string) => string | undefined;
}

export interface Heading {
  readonly author: string;
  readonly bot?: boolean;
  readonly ephemeral?: boolean;
  readonly edited?: boolean;
}

/** A message as plain text, as somebody sees it: who wrote it, then what it says, indented. */
export function renderMessage(heading: Heading, message: Drawable, names: Names): string {
  const marks = [
    heading.bot && 'bot',
    heading.ephemeral && 'only you can see this',
    heading.edited && 'edited',
  ].filter((mark) => typeof mark === 'string');
  const head = heading.author + (marks.length > 0 ? ` (${marks.join(', ')})` : '');
  return [`${head}:`, ...lines(message).map((line) => `  ${line}`)]
    .map((line) => renderText(line, names))
    .join('\n');
}

/** What a message says as plain text, without its author: text, embeds, components, files, reactions. */
export function renderBody(message: Drawable, names: Names): string {
  return renderText(lines(message).join('\n'), names);
}

/** A text with its mentions, times and emoji as people read them. */
export function renderText(text: string, names: Names): string {
  return text
    .replace(/<@!?(\d+)>/g, (all, id) => named('@', names.user(id), all))
    .replace(/<@&(\d+)>/g, (all, id) => named('@', names.role(id), all))
    .replace(/<#(\d+)>/g, (all, id) => named('#', names.channel(id), all))
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<t:(-?\d{1,13})(?::[tTdDfFR])?>/g, (_all, seconds) => time(Number(seconds)));
}

/** A text without Markdown's marks, for comparing it with what a person reads. */
export function withoutMarks(text: string): string {
  return text
    .replace(/^(?:#{1,3}|-#|>{1,3}) /gm, '')
    .replace(/\[([^\]\n]+)\]\((?:https?:\/\/)[^)\s]+\)/g, '$1')
    .replace(/\*\*|__|~~|\|\||`{1,3}|\*/g, '');
}

function named(sign: string, name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : sign + name;
}

function time(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? 'Invalid Date'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function lines(message: Drawable): string[] {
  return [
    ...textLines(message.content),
    ...message.embeds.flatMap(embedLines),
    ...message.components.flatMap(componentLines),
    ...message.attachments.map(({ filename }) => `📎 ${filename}`),
    ...pollLines(message.poll as Poll | undefined),
    ...reactionLine(message.reactions ?? []),
  ];
}

function textLines(text: string | null | undefined): string[] {
  return text ? text.split('\n') : [];
}

interface Poll {
  readonly question: { readonly text?: string };
  readonly answers: readonly { readonly poll_media: { readonly text?: string } }[];
}

function pollLines(poll: Poll | undefined): string[] {
  if (!poll) return [];
  return [`Poll: ${poll.question.text}`, ...poll.answers.map(({ poll_media }) => `( ) ${poll_media.text}`)];
}

function reactionLine(reactions: readonly { emoji: string; count: number }[]): string[] {
  return reactions.length > 0 ? [reactions.map(({ emoji, count }) => `${emoji} ${count}`).join('  ')] : [];
}

function embedLines(embed: APIEmbed): string[] {
  return [
    ...textLines(embed.author?.name),
    ...textLines(embed.title),
    ...textLines(embed.description),
    ...(embed.fields ?? []).flatMap(({ name, value }) => [`${name}: ${value}`]).flatMap(textLines),
    ...[embed.image?.url, embed.thumbnail?.url].flatMap((url) => (url ? [`🖼 ${url}`] : [])),
    ...textLines(embed.footer?.text),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: components are drawn by their wire shape, whatever their type.
type Loose = Component & Record<string, any>;

/** One component as lines; nested ones come out flat, in reading order. */
function componentLines(given: Component): string[] {
  const component = given as Loose;
  switch (component.type) {
    case T.ActionRow:
      return [(component.components as Component[]).flatMap(componentLines).join(' ')];
    case T.Button:
      return [`[${buttonLabel(component)}${component.disabled ? ' (off)' : ''}]`];
    case T.StringSelect:
    case T.UserSelect:
    case T.RoleSelect:
    case T.MentionableSelect:
    case T.ChannelSelect:
      return [selectLine(component)];
    case T.TextDisplay:
      return textLines(component.content);
    case T.Section:
      return [...(component.components as Component[]), component.accessory as Component].flatMap(
        componentLines,
      );
    case T.Container:
      return (component.components as Component[]).flatMap(componentLines);
    case T.Thumbnail:
      return [`🖼 ${component.media?.url ?? ''}`];
    case T.MediaGallery:
      return (component.items as Loose[]).map((item) => `🖼 ${item.description ?? item.media?.url ?? ''}`);
    case T.File:
      return [`📎 ${component.name ?? fileName(component.file?.url ?? '')}`];
    case T.Separator:
      return component.divider === false ? [] : ['───'];
    default:
      return [];
  }
}

/** What stands on a button: its label, or its emoji when it has none. */
export function buttonLabel(component: Component): string {
  const { label, emoji } = component as Loose;
  return [emoji?.name, label].filter(Boolean).join(' ') || '?';
}

function selectLine(component: Loose): string {
  const options = (component.options as { label: string; default?: boolean }[] | undefined) ?? [];
  const chosen = options.filter((option) => option.default).map((option) => option.label);
  const shown = chosen.length > 0 ? chosen.join(', ') : selectLabel(component);
  const list = options.length > 0 ? `: ${options.map((option) => option.label).join(' | ')}` : '';
  return `{${shown} ▾${component.disabled ? ' (off)' : ''}${list}}`;
}

/** What stands on a closed select menu. */
export function selectLabel(component: Component): string {
  return (component.placeholder as string | undefined) ?? 'Make a selection';
}

function fileName(url: string): string {
  return url.replace(/\?.*$/, '').split(/[/:]/).at(-1)!;
}
