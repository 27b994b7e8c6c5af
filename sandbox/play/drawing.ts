import { type APIEmbed, ComponentType as T } from 'discord-api-types/v10';
import type { Component } from '../discord/state/types.ts';
import { buttonLabel, type Names, renderText, selectLabel } from '../driver/render.ts';
import type { ShownMessage } from '../driver/shown-message.ts';
import type { Ink } from './ink.ts';
import { markdownLines } from './markdown.ts';
import { relativeTimes } from './relative-time.ts';
import { wrapLine } from './wrap.ts';

/** What drawing needs to know of the terminal, and of who is meant by an id. */
export interface Canvas {
  readonly ink: Ink;
  /** In columns. */
  readonly width: number;
  readonly names: Names;
  /** In Unix milliseconds. */
  readonly now: number;
}

/** A message as a client shows it: author and time, text, embeds with their colour, buttons, menus. */
export function drawMessage(message: ShownMessage, canvas: Canvas, nameColor: number): string[] {
  const { ink } = canvas;
  const { record } = message;
  const author = ink.bold(ink.color(nameColor, message.author));
  const marks = [
    ...(record.author.bot ? [ink.blue('BOT')] : []),
    ink.dim(new Date(record.createdAt).toISOString().slice(11, 16)),
    ...(message.edited ? [ink.dim('edited')] : []),
    ...(message.pinned ? [ink.dim('pinned')] : []),
    ...(message.ephemeral ? [ink.dim('only you can see this')] : []),
  ];
  return [[author, ...marks].join(' '), ...bodyLines(message, canvas).map((line) => `  ${line}`)];
}

function bodyLines(message: ShownMessage, canvas: Canvas): string[] {
  if (message.thinking) {
    return [canvas.ink.italic('is thinking…')];
  }
  const { record, reactions } = message;
  const inner = { ...canvas, width: canvas.width - 2 };
  return [
    ...textLines(record.content, inner),
    ...record.embeds.flatMap((embed) => embedLines(embed, inner)),
    ...componentsLines(record.components, inner),
    ...record.attachments.map(({ filename }) => `📎 ${filename}`),
    ...(record.poll ? pollLines(message.text) : []),
    ...(Object.keys(reactions).length > 0
      ? [
          Object.entries(reactions)
            .map(([emoji, count]) => `${emoji} ${count}`)
            .join('  '),
        ]
      : []),
  ];
}

/** A text with its mentions and marks, broken to the width. */
export function textLines(text: string | null | undefined, { ink, width, names, now }: Canvas): string[] {
  if (!text) {
    return [];
  }
  return markdownLines(renderText(relativeTimes(text, now), names), ink).flatMap((line) =>
    wrapLine(line, width),
  );
}

function pollLines(text: string): string[] {
  return text.split('\n').filter((line) => /^(?:Poll: |\( \) )/.test(line));
}

function embedLines(embed: APIEmbed, canvas: Canvas): string[] {
  const inner = { ...canvas, width: canvas.width - 2 };
  const strong = (text: string | undefined) => (text ? textLines(text, inner).map(canvas.ink.bold) : []);
  const lines = [
    ...textLines(embed.author?.name, inner),
    ...strong(embed.title),
    ...textLines(embed.description, inner),
    ...(embed.fields ?? []).flatMap(({ name, value }) =>
      value.includes('\n')
        ? [...strong(name), ...textLines(value, inner)]
        : textLines(`**${name}**  ${value}`, inner),
    ),
    ...[embed.image, embed.thumbnail].flatMap((image) => (image ? [`🖼 ${image.url}`] : [])),
    ...textLines(embed.footer?.text, inner).map(canvas.ink.dim),
  ];
  return barred(lines, embed.color, canvas);
}

function barred(lines: readonly string[], color: number | null | undefined, { ink }: Canvas): string[] {
  const bar = color ? ink.color(color, '▌') : ink.dim('▌');
  return lines.map((line) => `${bar} ${line}`);
}

// biome-ignore lint/suspicious/noExplicitAny: components are drawn by their wire shape, whatever their type.
type Loose = Component & Record<string, any>;

/** Components from top to bottom. */
export function componentsLines(components: readonly Component[], canvas: Canvas): string[] {
  return components.flatMap((component) => drawings[component.type]?.(component as Loose, canvas) ?? []);
}

/** A row is broken between its buttons only. */
const noBreak = '\u00a0';

const drawings: Readonly<Record<number, (component: Loose, canvas: Canvas) => string[]>> = {
  [T.ActionRow]: ({ components }, canvas) => {
    const parts = componentsLines(components as Component[], canvas);
    const buttons = (components as Component[]).every(({ type }) => type === T.Button);
    if (!buttons) {
      return parts;
    }
    const row = parts.map((part) => part.replaceAll(' ', noBreak)).join(' ');
    return wrapLine(row, canvas.width).map((line) => line.replaceAll(noBreak, ' '));
  },
  [T.Button]: (button, { ink }) => [buttonText(button, ink)],
  [T.StringSelect]: selectLines,
  [T.UserSelect]: selectLines,
  [T.RoleSelect]: selectLines,
  [T.MentionableSelect]: selectLines,
  [T.ChannelSelect]: selectLines,
  [T.TextDisplay]: (display, canvas) => textLines(display.content, canvas),
  [T.Section]: (section, canvas) => {
    const lines = componentsLines(section.components as Component[], canvas);
    const accessory = section.accessory as Component;
    const beside = componentsLines([accessory], canvas);
    return accessory.type === T.Button
      ? [`${lines[0] ?? ''}  ${beside}`, ...lines.slice(1)]
      : [...lines, ...beside];
  },
  [T.Container]: (container, canvas) =>
    barred(
      componentsLines(container.components as Component[], { ...canvas, width: canvas.width - 2 }),
      container.accent_color as number | null,
      canvas,
    ),
  [T.Thumbnail]: (thumbnail) => [`🖼 ${thumbnail.media?.url ?? ''}`],
  [T.MediaGallery]: (gallery) =>
    (gallery.items as Loose[]).map((item) => `🖼 ${item.description ?? item.media?.url ?? ''}`),
  [T.File]: (file) => [`📎 ${file.name ?? file.file?.url ?? ''}`],
  [T.Separator]: (separator, { ink }) => (separator.divider === false ? [''] : [ink.dim('───')]),
};

/** The colours of Discord's button styles, by their number. */
const buttonInks: Readonly<Record<number, (ink: Ink) => (text: string) => string>> = {
  1: (ink) => ink.blue,
  3: (ink) => ink.green,
  4: (ink) => ink.red,
  5: (ink) => ink.underline,
};

function buttonText(button: Loose, ink: Ink): string {
  const text = `[ ${buttonLabel(button)} ]`;
  if (button.disabled) {
    return ink.dim(ink.strike(text));
  }
  return (buttonInks[button.style as number]?.(ink) ?? ink.bold)(text);
}

function selectLines(select: Loose, { ink, width }: Canvas): string[] {
  const options = (select.options ?? []) as { label: string; description?: string; default?: boolean }[];
  const head = `${ink.cyan('▾')} ${selectLabel(select)}`;
  return [
    select.disabled ? ink.dim(ink.strike(head)) : head,
    ...options.flatMap(({ label, description, default: chosen }) =>
      wrapLine(
        `  ${chosen ? ink.green('●') : ink.dim('○')} ${label}${description ? ink.dim(` ${description}`) : ''}`,
        width,
      ),
    ),
  ];
}
