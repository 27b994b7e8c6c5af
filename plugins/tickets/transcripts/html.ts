/** Text that is HTML already: made here, of parts that were escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | false | Html | undefined | readonly (Html | undefined)[];

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in an element or in a quoted attribute. What no page may hold (control signs) is left out. */
export function escaped(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (sign) => signs[sign]!)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones that are taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
  );
}

/**
 * The only way to HTML: what is put in is escaped, unless it was made by this function. Attributes are written in quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = strings[0]!;
  for (const [index, value] of values.entries()) {
    text += written(value) + strings[index + 1]!;
  }
  return new Html(text);
}

function written(value: Value): string {
  if (value === undefined || value === false) {
    return '';
  }
  if (value instanceof Html) {
    return value.text;
  }
  return typeof value === 'object' ? value.map(written).join('') : escaped(String(value));
}

/** An address that a link may lead to: the web, and no script. @returns undefined for all others. */
export function webAddress(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : undefined;
}

/** A link that tells the other side nothing; the plain content where it may lead nowhere. */
export function link(url: string | undefined, content: Html): Html {
  const address = webAddress(url);
  return address === undefined
    ? content
    : html`<a href="${address}" target="_blank" rel="noopener noreferrer nofollow">${content}</a>`;
}
