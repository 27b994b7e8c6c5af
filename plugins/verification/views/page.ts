import type { Locale, RouteAnswer, Translate } from '@guildhall/sdk';

/** What fills the texts of a page: whatever it is, a browser shows it as text. */
type Values = Readonly<Record<string, string | number>>;

/** A form with one button. Its values go where the person who looks at the page cannot see them. */
export interface PageForm {
  /** The name of a route of this plugin. */
  readonly action: string;
  readonly values: Readonly<Record<string, string>>;
  readonly button: string;
}

export interface PageContent {
  readonly status?: number;
  readonly locale: Locale;
  readonly title: string;
  /** Paragraphs, made by {@link paragraph}. */
  readonly paragraphs: readonly string[];
  readonly form?: PageForm;
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '*': '&#42;',
  '`': '&#96;',
};

/** Text that no browser takes for anything else; our own marks in the texts have no effect in it either. */
export const escaped = (text: string) => text.replace(/[&<>"'*`]/g, (mark) => marks[mark]!);

/** A text of the locale files as HTML, with the marks that it has for Discord, and its values escaped. */
export function paragraph(t: Translate, key: string, values: Values = {}): string {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? escaped(value) : value,
  ]);
  return t(key, Object.fromEntries(safe))
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>');
}

const style = `body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.2rem;color:#222;background:#fff}
button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#248046;color:#fff;cursor:pointer}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1e1f22}}`;

/** A page without scripts, which nothing is loaded for and which tells no other site where it was. */
export function page({ status = 200, locale, title, paragraphs, form }: PageContent): RouteAnswer {
  const body = `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'self'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}
${form ? formOf(form) : ''}
</body>
</html>
`;
  return { status, type: 'text/html; charset=utf-8', body };
}

function formOf({ action, values, button }: PageForm): string {
  const hidden = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<form method="post" action="${escaped(action)}">${hidden.join('')}<button>${escaped(button)}</button></form>`;
}
