import { bodyHtml, type Paint } from './body-html.ts';
import type { Entry } from './entry.ts';
import { type Html, html } from './html.ts';
import { markdown } from './markdown.ts';

/** A message, with an anchor that others can lead to. */
export function messageHtml(entry: Entry, paint: Paint): Html {
  const { id, author, at, deletedAt, pinned, system } = entry;
  const about = system === undefined ? bodyHtml(entry, paint) : systemHtml(entry, paint);
  return html`<article id="${`m${id}`}" class="${`message${deletedAt ? ' deleted' : ''}`}">
<div class="initial" aria-hidden="true">${initial(author.name)}</div>
<div class="said">
${replyHtml(entry, paint)}${commandHtml(entry, paint)}<header><b class="author" title="${[author.account, author.id].filter(Boolean).join(' · ')}">${author.name}</b>${
    author.kind && html` <span class="tag">${paint.words[author.kind]}</span>`
  } <a class="at" href="${`#m${id}`}"><time datetime="${at}">${paint.wording.time(Date.parse(at))}</time></a>${
    pinned && html` <span class="tag">${paint.words.pinned}</span>`
  }</header>
${about}${forwardHtml(entry, paint)}${reactionsHtml(entry)}${threadHtml(entry, paint)}${editedHtml(entry, paint)}${
  deletedAt && html`<p class="note">${paint.words.deleted} ${paint.wording.time(Date.parse(deletedAt))}</p>`
}
</div>
</article>
`;
}

const initial = (name: string) => [...name.trim()][0]?.toUpperCase() ?? '?';

function systemHtml(entry: Entry, paint: Paint): Html {
  const words = paint.words[`system-${entry.system}`] ?? paint.words.system!;
  return html`<p class="note">${words}</p>${bodyHtml(entry, paint)}`;
}

function replyHtml({ reply }: Entry, { words }: Paint): Html | undefined {
  if (reply === undefined) {
    return undefined;
  }
  return reply === null
    ? html`<p class="reply">↪ ${words['reply-gone']}</p>`
    : html`<p class="reply">↪ <a href="${`#m${reply.id}`}"><b>${reply.author}</b> ${reply.text.replace(/\s+/g, ' ')}</a></p>`;
}

function commandHtml({ command }: Entry, { words }: Paint): Html | undefined {
  return (
    command && html`<p class="reply">↪ <b>${command.by}</b> ${words.command} <code>${command.name}</code></p>`
  );
}

function forwardHtml({ forward }: Entry, paint: Paint): Html | undefined {
  return (
    forward &&
    html`<div class="forward"><p class="note">↪ ${paint.words.forward}</p>${bodyHtml(forward, paint)}${
      forward.at && html`<p class="note">${paint.wording.time(Date.parse(forward.at))}</p>`
    }</div>`
  );
}

function reactionsHtml({ reactions }: Entry): Html | undefined {
  return (
    reactions &&
    html`<p class="reactions">${reactions.map(({ emoji, count }) => html`<span>${emoji} ${count}</span>`)}</p>`
  );
}

function threadHtml({ thread }: Entry, { words }: Paint): Html | undefined {
  return thread && html`<p class="note">${words.thread} <a href="${`#s${thread.id}`}">${thread.name}</a></p>`;
}

function editedHtml({ editedAt, history }: Entry, { words, wording }: Paint): Html | undefined {
  if (!history?.length) {
    return editedAt
      ? html`<p class="note">${words.edited} ${wording.time(Date.parse(editedAt))}</p>`
      : undefined;
  }
  return html`<details><summary class="note">${words.edited}${
    editedAt && html` ${wording.time(Date.parse(editedAt))}`
  }</summary>${history.map(
    ({ at, text }) =>
      html`<div class="earlier"><p class="note">${words.until} ${wording.time(Date.parse(at))}</p>${markdown(text, wording)}</div>`,
  )}</details>`;
}
