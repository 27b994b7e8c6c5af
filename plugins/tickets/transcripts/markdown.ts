import type { Names } from './entry.ts';
import { Html, html, link } from './html.ts';

/** What a text needs to be written. */
export interface Wording {
  readonly users: Names;
  readonly roles: Names;
  readonly channels: Names;
  /** A moment in words. */
  readonly time: (ms: number) => string;
}

/** How deep styles may stand in each other: more is plain text. */
const depthLimit = 8;

/**
 * Discord's Markdown as HTML. Sources: https://support.discord.com/hc/en-us/articles/210298617 and
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function markdown(text: string, wording: Wording): Html {
  return blocks(text, wording, 0);
}

/** Lines that begin with a sign: code over several lines, quotes, headings, lists. The rest runs on. */
function blocks(text: string, wording: Wording, depth: number): Html {
  const parts: Html[] = [];
  let rest = text;
  let plain = '';
  let atStart = true;
  const flush = () => {
    if (plain !== '') {
      parts.push(inline(plain, wording, depth));
      plain = '';
    }
  };
  while (rest !== '') {
    const found = block(rest, atStart, wording, depth);
    if (found) {
      flush();
      parts.push(found.made);
      rest = rest.slice(found.length);
      atStart = true;
      continue;
    }
    // To where a block may begin next: the end of the line, or three backticks.
    const code = rest.indexOf('```', 1);
    const line = rest.indexOf('\n');
    const end = Math.min(code < 0 ? rest.length : code, line < 0 ? rest.length : line + 1);
    plain += rest.slice(0, end);
    atStart = rest[end - 1] === '\n';
    rest = rest.slice(end);
  }
  flush();
  return html`${parts}`;
}

interface Found {
  readonly made: Html;
  readonly length: number;
}

function block(rest: string, atStart: boolean, wording: Wording, depth: number): Found | undefined {
  if (rest.startsWith('```')) {
    const end = rest.indexOf('```', 3);
    if (end > 3) {
      const inner = /^(?:[a-z0-9_+.#-]{1,30}\n)?\n*([\s\S]*?)\n*$/i.exec(rest.slice(3, end))![1]!;
      return { made: html`<pre><code>${inner}</code></pre>`, length: after(rest, end + 3) };
    }
  }
  if (!atStart || depth >= depthLimit) {
    return undefined;
  }
  if (rest.startsWith('>>> ')) {
    return {
      made: html`<blockquote>${blocks(rest.slice(4), wording, depth + 1)}</blockquote>`,
      length: rest.length,
    };
  }
  const quote = /^(?:> [^\n]*(?:\n|$))+/.exec(rest)?.[0];
  if (quote) {
    const inner = quote.replace(/^> /gm, '').replace(/\n$/, '');
    return {
      made: html`<blockquote>${blocks(inner, wording, depth + 1)}</blockquote>`,
      length: quote.length,
    };
  }
  const heading = /^(#{1,3}|-#) +([^\n]+)(?:\n|$)/.exec(rest);
  if (heading) {
    const inner = inline(heading[2]!, wording, depth + 1);
    const made =
      heading[1] === '-#'
        ? html`<small>${inner}</small>`
        : html`<p class="${`h${heading[1]!.length}`}">${inner}</p>`;
    return { made, length: heading[0].length };
  }
  const list = /^(?: *(?:[-*]|\d{1,9}\.) [^\n]+(?:\n|$))+/.exec(rest)?.[0];
  if (list) {
    const items = list
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => {
        const [, indent, sign, inner] = /^( *)([-*]|\d{1,9}\.) (.*)$/.exec(line)!;
        const level = Math.min(3, Math.floor(indent!.length / 2));
        return html`<li class="${`l${level}`}">${sign!.length > 1 ? `${sign} ` : '• '}${inline(inner!, wording, depth + 1)}</li>`;
      });
    return { made: html`<ul>${items}</ul>`, length: list.length };
  }
  return undefined;
}

const after = (text: string, index: number) => (text[index] === '\n' ? index + 1 : index);

/** One kind of style within a line: the sign that it begins with, and what becomes of what it holds. */
interface Style {
  readonly pattern: RegExp;
  readonly make: (match: RegExpExecArray, wording: Wording, depth: number) => Html;
}

const wrap =
  (before: string, behind: string): Style['make'] =>
  (match, wording, depth) =>
    html`${new Html(before)}${inline(match[1]!, wording, depth + 1)}${new Html(behind)}`;

/** In the order in which they are tried at a sign. */
const styles: readonly Style[] = [
  { pattern: /\\([^A-Za-z0-9\s])/y, make: (match) => html`${match[1]}` },
  { pattern: /``([^\n]+?)``(?!`)/y, make: (match) => html`<code>${match[1]}</code>` },
  { pattern: /`([^`\n]+)`/y, make: (match) => html`<code>${match[1]}</code>` },
  { pattern: /\*\*((?:[^*]|\*(?!\*))+)\*\*(?!\*)/y, make: wrap('<strong>', '</strong>') },
  { pattern: /__((?:[^_]|_(?!_))+)__(?!_)/y, make: wrap('<u>', '</u>') },
  { pattern: /~~((?:[^~]|~(?!~))+)~~/y, make: wrap('<s>', '</s>') },
  {
    pattern: /\|\|((?:[^|]|\|(?!\|))+)\|\|/y,
    make: wrap('<span class="spoiler" tabindex="0">', '</span>'),
  },
  { pattern: /\*([^*\s](?:[^*]*[^*\s])?)\*/y, make: wrap('<em>', '</em>') },
  { pattern: /_([^_]+)_(?![A-Za-z0-9_])/y, make: wrap('<em>', '</em>') },
  { pattern: /<@!?(\d{1,20})>/y, make: (match, { users }) => mention('@', users, match[1]!) },
  { pattern: /<@&(\d{1,20})>/y, make: (match, { roles }) => mention('@', roles, match[1]!) },
  { pattern: /<#(\d{1,20})>/y, make: (match, { channels }) => mention('#', channels, match[1]!) },
  { pattern: /@(everyone|here)/y, make: (match) => html`<span class="mention">@${match[1]}</span>` },
  {
    pattern: /<\/([^:<>\n]{1,100}):\d{1,20}>/y,
    make: (match) => html`<span class="mention">/${match[1]}</span>`,
  },
  { pattern: /<a?:(\w{1,40}):(\d{1,20})>/y, make: (match) => html`<span class="emoji">:${match[1]}:</span>` },
  { pattern: /<t:(-?\d{1,13})(?::[tTdDfFsSR])?>/y, make: (match, { time }) => moment(match, time) },
  { pattern: /<(https?:\/\/[^\s<>]{1,2000})>/y, make: (match) => link(match[1], html`${match[1]}`) },
  {
    pattern: /\[([^\]\n]{1,1000})\]\(<?(https?:\/\/[^\s<>)]{1,2000})>?(?: "[^"\n]{0,200}")?\)/y,
    make: (match, wording, depth) => link(match[2], inline(match[1]!, { ...wording }, depth + 1)),
  },
  {
    pattern: /https?:\/\/[^\s<>"|`\\^{}]{1,2000}/y,
    make: (match) => link(match[0], html`${match[0]}`),
  },
];

/** Where a style may begin. */
const sign = /[\\`*_~|<@[]|https?:\/\//g;

function inline(text: string, wording: Wording, depth: number): Html {
  if (depth > depthLimit) {
    return html`${text}`;
  }
  const parts: Html[] = [];
  let done = 0;
  sign.lastIndex = 0;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    const at = found.index;
    const match = tried(text, at);
    if (!match) {
      sign.lastIndex = at + 1;
      continue;
    }
    const [style, result] = match;
    if (at > done) {
      parts.push(html`${text.slice(done, at)}`);
    }
    // Styles within call this function too, which moves the place of the pattern.
    parts.push(style.make(result, wording, depth));
    done = at + result[0].length;
    sign.lastIndex = done;
  }
  if (done === 0) {
    return html`${text}`;
  }
  parts.push(html`${text.slice(done)}`);
  return html`${parts}`;
}

function tried(text: string, at: number): [Style, RegExpExecArray] | undefined {
  for (const style of styles) {
    style.pattern.lastIndex = at;
    const result = style.pattern.exec(text);
    if (result) {
      return [style, result];
    }
  }
  return undefined;
}

const mention = (sign: string, names: Names, id: string) =>
  html`<span class="mention" title="${id}">${sign}${names[id] ?? id}</span>`;

function moment(match: RegExpExecArray, time: Wording['time']): Html {
  const words = time(Number(match[1]) * 1000);
  return words === '' ? html`${match[0]}` : html`<time>${words}</time>`;
}
