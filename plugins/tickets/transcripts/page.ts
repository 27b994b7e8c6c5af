import { createHash } from 'node:crypto';
import type { Paint } from './body-html.ts';
import type { Entry, Fact, Head, Reader, Section } from './entry.ts';
import { Html, html } from './html.ts';
import { markdown, type Wording } from './markdown.ts';
import { messageHtml } from './message-html.ts';
import { script, style } from './page-assets.ts';

/**
 * The page of a transcript, in pieces from its top to its bottom, so that it is never whole in memory. Nothing is loaded
 * and nothing runs but the one script of ours: the policy at its top names both by what they are.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export class Page {
  readonly #paint: Paint;
  readonly #colors = new Map<string, string>();
  /** Lets one more style sheet in, for colours that are known at the end only. */
  readonly #nonce: string;
  #day = '';

  constructor(paint: Omit<Paint, 'colorClass'>, nonce: string) {
    this.#nonce = nonce;
    this.#paint = { ...paint, colorClass: (color) => this.#classOf(color) };
  }

  top(head: Head, reader: Reader, messages: number): string {
    const { words, wording } = this.#paint;
    const policy = [
      "default-src 'none'",
      'img-src data:',
      `style-src ${hashOf(style)} 'nonce-${this.#nonce}'`,
      `script-src ${hashOf(script)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    return html`<!doctype html>
<html lang="${head.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${head.title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header class="top"><h1>${head.title}</h1>${factsHtml(head.facts)}
${head.answers.length > 0 && html`<h2>${words.answers}</h2>${answersHtml(head.answers, wording)}`}
${
  reader === 'staff' &&
  head.notes.length > 0 &&
  html`<h2>${words.notes}</h2>${head.notes.map(
    ({ author, at, text }) =>
      html`<div class="staff-note"><p class="note"><b>${author}</b> ${wording.time(Date.parse(at))}</p><div class="text">${text}</div></div>`,
  )}`
}</header>
<nav><input id="search" type="search" placeholder="${words.search}" aria-label="${words.search}"><select id="jump" aria-label="${words.jump}"><option value="">${words.jump}</option></select><output id="found">${messages} ${words.messages}</output></nav>
<main>
`.text;
  }

  /** Begins a channel or thread. The ticket's own channel needs no heading. */
  section({ id, name, own, hidden }: Section): string {
    const { words } = this.#paint;
    this.#day = '';
    return own
      ? ''
      : html`<h2 class="section" id="${`s${id}`}">${hidden ? words['hidden-thread'] : words.thread} ${name}</h2>\n`
          .text;
  }

  /** @param day the day as it is written. */
  message(entry: Entry, day: string): string {
    const heading = day === this.#day ? '' : html`<h3 class="day">${day}</h3>\n`.text;
    this.#day = day;
    return heading + messageHtml(entry, this.#paint).text;
  }

  bottom(head: Head, reader: Reader): string {
    const { words, wording } = this.#paint;
    const colors = [...this.#colors].map(([color, name]) => `.${name}{border-color:${color}}`).join('');
    return html`</main>
<footer class="note">${reader === 'staff' ? words['made-for-staff'] : words.made} ${wording.time(Date.parse(head.madeAt))}</footer>
<style nonce="${this.#nonce}">${new Html(colors)}</style>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
  }

  #classOf(color: string): string {
    // A transcript that was read from a file may hold anything here.
    if (!/^#[0-9a-f]{6}$/.test(color)) {
      return '';
    }
    const known = this.#colors.get(color);
    if (known || this.#colors.size >= 500) {
      return known ?? '';
    }
    const name = `c${this.#colors.size}`;
    this.#colors.set(color, name);
    return name;
  }
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const factsHtml = (facts: readonly Fact[]) =>
  html`<dl class="facts">${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

/** Answers name people and channels as messages do. */
const answersHtml = (answers: readonly Fact[], wording: Wording) =>
  html`<dl class="facts">${answers.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${markdown(value, wording)}</dd></div>`)}</dl>`;
