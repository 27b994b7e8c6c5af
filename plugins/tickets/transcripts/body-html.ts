import { filesFolder } from './beside.ts';
import type { Body, Component, Copy, Embed, Picture, Poll } from './entry.ts';
import { type Html, html, link } from './html.ts';
import { markdown, type Wording } from './markdown.ts';
import type { Words } from './words.ts';

/** What it takes to write HTML. */
export interface Paint {
  readonly words: Words;
  readonly wording: Wording;
  /** The class that stands for a colour: styles in attributes would be open to others. */
  readonly colorClass: (color: string) => string;
  /** The bytes of a copy that stands in the page, in base64; undefined where the file is gone. */
  readonly picture: (copy: Copy) => string | undefined;
  /** A size in words. */
  readonly size: (bytes: number) => string;
}

/** What a message says. */
export function bodyHtml({ text, embeds, components, files, stickers, poll }: Body, paint: Paint): Html {
  return html`${text && html`<div class="text">${markdown(text, paint.wording)}</div>`}${files?.map((file) =>
    fileHtml(file, paint),
  )}${embeds?.map((embed) => embedHtml(embed, paint))}${
    components && html`<div class="parts">${components.map((part) => partHtml(part, paint))}</div>`
  }${stickers?.map((name) => html`<p class="note">${paint.words.sticker} ${name}</p>`)}${
    poll && pollHtml(poll, paint)
  }`;
}

function fileHtml(file: Copy, paint: Paint): Html {
  const { name, size, stored, missing, description, spoiler } = file;
  const bytes = file.picture && paint.picture(file);
  const about = html`<b>${name}</b> <span class="note">${paint.size(size)}</span>${
    description && html`<br>${description}`
  }${missing && html`<br><span class="note">${paint.words[`missing-${missing}`]}</span>`}`;
  if (bytes) {
    const picture = html`<img src="${`data:${file.picture};base64,${bytes}`}" alt="${description ?? name}">`;
    return html`<figure>${spoiler ? hidden(picture, paint) : picture}<figcaption>${about}</figcaption></figure>`;
  }
  return html`<p class="file">📎 ${stored ? html`<a href="${`${filesFolder}/${stored}`}" rel="noopener" download>${about}</a> <span class="note">${paint.words.beside}</span>` : about}</p>`;
}

const hidden = (content: Html, { words }: Paint) =>
  html`<details class="hidden"><summary>${words.spoiler}</summary>${content}</details>`;

function pictureHtml(picture: Picture, paint: Paint): Html {
  const { url, description, spoiler, copy } = picture;
  const shown = copy
    ? fileHtml({ ...copy, ...(description && { description }) }, paint)
    : html`<p class="file">🖼️ ${link(url, html`${description ?? url}`)}</p>`;
  return spoiler ? hidden(shown, paint) : shown;
}

function embedHtml(embed: Embed, paint: Paint): Html {
  const { title, url, description, color, author, provider, fields, pictures, video, footer, at } = embed;
  const { wording } = paint;
  return html`<div class="${`embed${color ? ` ${paint.colorClass(color)}` : ''}`}">${
    provider && html`<p class="note">${provider}</p>`
  }${author && html`<p><b>${link(author.url, html`${author.name}`)}</b></p>`}${
    title && html`<p class="h3">${link(url, markdown(title, wording))}</p>`
  }${description && html`<div class="text">${markdown(description, wording)}</div>`}${
    fields &&
    html`<dl>${fields.map(
      ({ name, value, inline }) =>
        html`<div class="${inline ? 'inline' : 'wide'}"><dt>${markdown(name, wording)}</dt><dd>${markdown(value, wording)}</dd></div>`,
    )}</dl>`
  }${pictures?.map((picture) => pictureHtml(picture, paint))}${
    video && html`<p class="file">🎞️ ${link(video, html`${video}`)}</p>`
  }${(footer || at) && html`<p class="note">${footer}${footer && at && ' · '}${at && wording.time(Date.parse(at))}</p>`}</div>`;
}

function partHtml(part: Component, paint: Paint): Html {
  const parts = (inner: readonly Component[]) => inner.map((one) => partHtml(one, paint));
  switch (part.kind) {
    case 'text':
      return html`<div class="text">${markdown(part.text, paint.wording)}</div>`;
    case 'row':
    case 'section':
      return html`<div class="${part.kind === 'row' ? 'row' : 'beside'}">${parts(part.parts)}</div>`;
    case 'box': {
      const box = html`<div class="${`embed${part.color ? ` ${paint.colorClass(part.color)}` : ''}`}">${parts(part.parts)}</div>`;
      return part.spoiler ? hidden(box, paint) : box;
    }
    case 'button': {
      const button = html`<span class="${`button${part.disabled ? ' off' : ''}`}">${part.label || '·'}</span>`;
      return part.url ? link(part.url, button) : button;
    }
    case 'menu':
      return html`<span class="menu">▾ ${part.hint || paint.words.menu}${
        part.options.length > 0 && html` <span class="note">${part.options.join(' · ')}</span>`
      }</span>`;
    case 'gallery':
      return html`<div class="gallery">${part.pictures.map((picture) => pictureHtml(picture, paint))}</div>`;
    case 'file':
      return html`<p class="file">📎 <b>${part.name}</b></p>`;
    case 'line':
      return html`<hr>`;
    case 'other':
      return html`<p class="note">${paint.words.other} ${part.type}</p>`;
  }
}

function pollHtml({ question, answers, ends, ended }: Poll, { words, wording }: Paint): Html {
  const all = answers.reduce((sum, { votes = 0 }) => sum + votes, 0);
  return html`<div class="poll"><p><b>${question}</b></p><ul>${answers.map(
    ({ text, votes }) =>
      html`<li>${text}${
        votes !== undefined &&
        html` <span class="note">${votes}${all > 0 && ` (${Math.round((100 * votes) / all)} %)`}</span>`
      }</li>`,
  )}</ul><p class="note">${ended ? words['poll-ended'] : words.poll}${ends && html` ${wording.time(Date.parse(ends))}`}</p></div>`;
}
