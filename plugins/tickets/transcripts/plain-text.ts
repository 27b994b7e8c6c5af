import { filesFolder } from './beside.ts';
import type { Body, Component, Embed, Entry, Fact, Head, Reader, Section } from './entry.ts';
import type { NamesOf } from './named.ts';
import type { Words } from './words.ts';

/** What it takes to write plain text. */
export interface TextParts {
  readonly words: Words;
  readonly time: (ms: number) => string;
  readonly names: NamesOf;
}

/** The top of a transcript as plain text. */
export function textTop(head: Head, reader: Reader, parts: TextParts): string {
  const { words, time } = parts;
  const lines = [
    head.title,
    '='.repeat([...head.title].length),
    ...head.facts.map(factLine),
    ...(head.answers.length > 0
      ? [
          '',
          `${words.answers}:`,
          ...head.answers.map(({ label, value }) => `${label}: ${named(value, parts)}`),
        ]
      : []),
    ...(reader === 'staff' && head.notes.length > 0
      ? [
          '',
          `${words.notes}:`,
          ...head.notes.map(({ author, at, text }) => `[${time(Date.parse(at))}] ${author}: ${text}`),
        ]
      : []),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const factLine = ({ label, value }: Fact) => `${label}: ${value}`;

/** The heading of a thread. The ticket's own channel needs none. */
export const textSection = ({ name, own, hidden }: Section, { words }: TextParts): string =>
  own ? '' : `\n--- ${hidden ? words['hidden-thread'] : words.thread} ${name} ---\n`;

/** A message as plain text, with everything of it that can be said in words. */
export function textMessage(entry: Entry, parts: TextParts): string {
  const { words, time } = parts;
  const { author, at, reply, forward, command, reactions, history, editedAt, deletedAt, system } = entry;
  const kind = author.kind ? ` (${words[author.kind]})` : '';
  const details = [
    ...(reply === undefined
      ? []
      : [reply ? `↪ ${reply.author}: ${oneLine(reply.text)}` : `↪ ${words['reply-gone']}`]),
    ...(command ? [`↪ ${command.by} ${words.command} ${command.name}`] : []),
    ...(system === undefined ? [] : [words[`system-${system}`] ?? words.system]),
    ...bodyLines(entry, parts),
    ...(forward ? [`↪ ${words.forward}`, ...bodyLines(forward, parts).map((line) => `  ${line}`)] : []),
    ...(reactions ? [reactions.map(({ emoji, count }) => `${emoji} ${count}`).join('  ')] : []),
    ...(editedAt ? [`(${words.edited} ${time(Date.parse(editedAt))})`] : []),
    ...(history ?? []).map((was) => `(${words.until} ${time(Date.parse(was.at))}: ${was.text})`),
    ...(deletedAt ? [`(${words.deleted} ${time(Date.parse(deletedAt))})`] : []),
  ];
  const inner = details.flatMap((text) => text.split('\n')).map((line) => `    ${line}`);
  return `[${time(Date.parse(at))}] ${author.name}${kind}\n${inner.join('\n')}\n`;
}

function bodyLines({ text, embeds, components, files, stickers, poll }: Body, parts: TextParts): string[] {
  const { words, time } = parts;
  return [
    ...(text ? [named(text, parts)] : []),
    ...(files ?? []).map(
      ({ name, size, stored, missing }) =>
        `📎 ${name} (${size} B)${stored ? ` ${filesFolder}/${stored}` : ''}${missing ? ` ${words[`missing-${missing}`]}` : ''}`,
    ),
    ...(embeds ?? []).flatMap((embed) => embedLines(embed, parts).map((line) => `| ${line}`)),
    ...(components ?? []).flatMap((part) => partLines(part, parts)),
    ...(stickers ?? []).map((name) => `${words.sticker} ${name}`),
    ...(poll
      ? [
          `${poll.ended ? words['poll-ended'] : words.poll}${poll.ends ? ` ${time(Date.parse(poll.ends))}` : ''}: ${poll.question}`,
          ...poll.answers.map(({ text, votes }) => `- ${text}${votes === undefined ? '' : ` (${votes})`}`),
        ]
      : []),
  ];
}

function embedLines(embed: Embed, parts: TextParts): string[] {
  const { provider, author, title, url, description, fields, pictures, video, footer, at } = embed;
  return [
    provider,
    author?.name,
    title && `**${title}**`,
    url,
    description && named(description, parts),
    ...(fields ?? []).map(({ name, value }) => `${name}: ${named(value, parts)}`),
    ...(pictures ?? []).map(({ url, copy }) => `🖼️ ${copy?.stored ? `${filesFolder}/${copy.stored}` : url}`),
    video,
    footer,
    at && parts.time(Date.parse(at)),
  ]
    .filter((line) => line !== undefined && line !== '')
    .flatMap((line) => line!.split('\n'));
}

function partLines(part: Component, parts: TextParts): string[] {
  switch (part.kind) {
    case 'text':
      return [named(part.text, parts)];
    case 'row':
    case 'section':
    case 'box':
      return part.parts.flatMap((inner) => partLines(inner, parts));
    case 'button':
      return [`[${part.label}]${part.url ? ` ${part.url}` : ''}`];
    case 'menu':
      return [`▾ ${part.hint}: ${part.options.join(', ')}`];
    case 'gallery':
      return part.pictures.map(
        ({ url, copy, description }) =>
          `🖼️ ${description ?? ''} ${copy?.stored ? `${filesFolder}/${copy.stored}` : url}`,
      );
    case 'file':
      return [`📎 ${part.name}`];
    case 'line':
      return ['---'];
    case 'other':
      return [];
  }
}

/** A text with names where Discord has ids. */
function named(text: string, { names, time }: TextParts): string {
  return text
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${names.users[id] ?? id}`)
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${names.roles[id] ?? id}`)
    .replace(/<#(\d+)>/g, (_, id: string) => `#${names.channels[id] ?? id}`)
    .replace(/<t:(-?\d{1,13})(?::\w)?>/g, (_, at: string) => time(Number(at) * 1000))
    .replace(/<a?:(\w+):\d+>/g, ':$1:');
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
