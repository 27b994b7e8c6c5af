import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Authorization, grantCode, redirectTo } from '../../state/oauth2.ts';
import type { Application, User } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { isScope } from './scopes.ts';

/** How many people the page offers; more would not be read. */
const PEOPLE_SHOWN = 100;

/** What an authorization address asks for, once it is found right. */
interface Request extends Authorization {
  readonly application: Application;
}

/** Why the page cannot ask: said on the page itself, or, where the address is to be trusted, to the application. */
type Refusal = { readonly page: string } | { readonly location: string };

/**
 * The page where a person lets an application act for them. As nobody is signed in here, it asks who is clicking.
 * Source: https://docs.discord.com/developers/topics/oauth2#authorization-code-grant
 */
export function mountAuthorizePage(app: FastifyInstance, world: World): void {
  for (const url of ['/oauth2/authorize', '/api/oauth2/authorize', '/api/v10/oauth2/authorize']) {
    app.get(url, (request, reply) => {
      const asked = readRequest(world, request.query as Record<string, string>);
      if ('page' in asked) return sendPage(reply, 400, `<p>${escapeHtml(asked.page)}</p>`);
      if ('location' in asked) return reply.redirect(asked.location);
      return sendPage(reply, 200, form(asked, people(world)));
    });
    app.post(url, (request, reply) => {
      const asked = readRequest(world, request.query as Record<string, string>);
      if ('page' in asked) return sendPage(reply, 400, `<p>${escapeHtml(asked.page)}</p>`);
      if ('location' in asked) return reply.redirect(asked.location);
      const clicked = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const user = world.users.get(clicked.get('user_id') ?? '');
      if (user?.bot === false)
        return reply.redirect(grantCode(world, asked.application, user, asked).location);
      return reply.redirect(
        refuseTo(asked, 'access_denied', 'The resource owner or authorization server denied the request'),
      );
    });
  }
}

function readRequest(world: World, query: Record<string, string | undefined>): Request | Refusal {
  const application = world.applications.get(query.client_id ?? '');
  if (!application) return { page: 'Unknown Application' };
  const redirectUri = query.redirect_uri ?? application.redirectUris[0] ?? '';
  if (!application.redirectUris.includes(redirectUri)) return { page: 'Invalid OAuth2 redirect_uri' };
  const scopes = (query.scope ?? '').split(' ').filter(Boolean);
  const asked = {
    application,
    redirectUri,
    scopes,
    state: query.state,
    challenge: query.code_challenge,
  };
  if (query.response_type !== 'code')
    return {
      location: refuseTo(
        asked,
        'unsupported_response_type',
        'The local Discord grants codes only (response_type=code).',
      ),
    };
  if (scopes.length === 0 || !scopes.every(isScope))
    return {
      location: refuseTo(asked, 'invalid_scope', 'The requested scope is invalid, unknown, or malformed.'),
    };
  if (scopes.includes('bot')) return { page: 'The local Discord does not add bots by this page.' };
  if (query.code_challenge !== undefined && query.code_challenge_method !== 'S256')
    return { location: refuseTo(asked, 'invalid_request', 'Unsupported "code_challenge_method"') };
  return asked;
}

function refuseTo({ redirectUri, state }: Authorization, error: string, description: string): string {
  return redirectTo(redirectUri, { error, error_description: description, state });
}

function people(world: World): User[] {
  return world.users
    .values()
    .filter((user) => !user.bot)
    .take(PEOPLE_SHOWN)
    .toArray();
}

function form({ application, scopes }: Request, users: readonly User[]): string {
  const buttons = users.map(
    ({ id, username }) =>
      `<button name="user_id" value="${id}">Authorize as ${escapeHtml(username)}</button>`,
  );
  const wishes = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`);
  return `<h1>${escapeHtml(application.name)}</h1>
<p>wants to act for you:</p>
<ul>${wishes.join('')}</ul>
<form method="post">
${buttons.join('\n')}
<button name="cancel" value="true">Cancel</button>
</form>`;
}

function sendPage(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .send(`<!doctype html>\n<html lang="en"><title>Authorize</title>\n<body>${body}</body></html>\n`);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => ENTITIES[char]!);
}
