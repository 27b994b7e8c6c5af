import type { Asked } from '../../oauth/oauth.ts';
import type { RobloxAccount } from '../../state/account.ts';
import { Sent } from '../route.ts';

/** How many people the page offers; more would not be read. */
const PEOPLE_SHOWN = 100;

/** The page where a person lets an app learn who they are. As nobody is signed in here, it asks who is clicking. */
export function authorizePage({ app, scopes }: Asked, accounts: readonly RobloxAccount[]): Sent {
  const buttons = accounts
    .slice(0, PEOPLE_SHOWN)
    .map(({ id, name }) => `<button name="user_id" value="${id}">Allow as ${escapeHtml(name)}</button>`);
  return page(
    200,
    `<h1>${escapeHtml(app.name)}</h1>
<p>asks for: ${escapeHtml(scopes.join(', '))}</p>
<form method="post">
${buttons.join('\n')}
<button name="cancel" value="true">Cancel</button>
</form>`,
  );
}

export function messagePage(status: number, message: string): Sent {
  return page(status, `<p>${escapeHtml(message)}</p>`);
}

function page(status: number, body: string): Sent {
  return new Sent(
    status,
    'text/html; charset=utf-8',
    `<!doctype html>\n<html lang="en"><title>Authorize</title>\n<body>${body}</body></html>\n`,
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => entities[char]!);
}
