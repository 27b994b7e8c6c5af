import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  {
    name: 'a request without a token is unauthorized',
    when: ({ api }) => api('GET', '/users/@me', undefined, { authorization: null }),
    status: 401,
    code: 0,
    body: { message: '401: Unauthorized' },
  },
  {
    name: 'a wrong token is unauthorized',
    when: ({ api }) => api('GET', '/users/@me', undefined, { authorization: 'Bot wrong' }),
    status: 401,
    code: 0,
    body: { message: '401: Unauthorized' },
  },
  {
    name: 'a bot token that is sent as a bearer token is unauthorized',
    when: ({ api, application }) =>
      api('GET', '/users/@me', undefined, { authorization: `Bearer ${application.token}` }),
    status: 401,
    code: 0,
  },
  {
    name: 'a bot token without its scheme is unauthorized',
    when: ({ api, application }) => api('GET', '/users/@me', undefined, { authorization: application.token }),
    status: 401,
    code: 0,
  },
  {
    name: 'a bot token is taken',
    when: ({ api }) => api('GET', '/users/@me'),
    status: 200,
    body: { bot: true },
  },
  {
    name: 'the gateway’s address needs no token',
    when: ({ api }) => api('GET', '/gateway', undefined, { authorization: null }),
    status: 200,
  },
  {
    name: 'an unknown route says that it is not there, and which',
    when: ({ api }) => api('GET', '/no/such/route'),
    status: 501,
    code: 0,
    body: { message: 'The local Discord does not have this route: GET /api/v10/no/such/route' },
  },
  {
    name: 'a route that Discord has and this one has not is not made up',
    when: ({ api, guild }) => api('GET', `/guilds/${guild.id}/widget.json`),
    status: 501,
  },
  {
    name: 'a method that the path does not take is not allowed',
    when: ({ api }) => api('POST', '/gateway', {}),
    status: 405,
    code: 0,
    body: { message: '405: Method Not Allowed' },
  },
  {
    name: 'a method that Discord’s path does not take is not allowed, though the path is not here',
    when: ({ api }) => api('DELETE', '/voice/regions'),
    status: 405,
    code: 0,
  },
  {
    name: 'a body that is no JSON is refused as such',
    when: ({ api, general }) =>
      api('POST', `/channels/${general.id}/messages`, undefined, { raw: '{"content": "x"' }),
    status: 400,
    code: 50109,
    body: { message: 'The request body contains invalid JSON.' },
  },
  {
    name: 'a body of plain text has the wrong content type',
    when: ({ api, general }) =>
      api('POST', `/channels/${general.id}/messages`, undefined, {
        raw: '{"content":"x"}',
        headers: { 'content-type': 'text/plain' },
      }),
    status: 400,
    code: 50035,
    field: 'CONTENT_TYPE_INVALID',
  },
  {
    name: 'a body whose content type is no content type is refused as such',
    when: ({ api, general }) =>
      api('POST', `/channels/${general.id}/messages`, undefined, {
        raw: '{"content":"x"}',
        headers: { 'content-type': 'json' },
      }),
    status: 400,
    code: 50035,
    field: 'CONTENT_TYPE_INVALID',
  },
  {
    name: 'a body of JSON with a charset is taken',
    when: ({ api, general }) =>
      api('POST', `/channels/${general.id}/messages`, undefined, {
        raw: '{"content":"x"}',
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
    status: 200,
    body: { content: 'x' },
  },
  {
    name: 'a body as a form is taken',
    when: ({ api, general }) =>
      api('POST', `/channels/${general.id}/messages`, undefined, {
        raw: 'content=x+y',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    status: 200,
    body: { content: 'x y' },
  },
  {
    name: 'a body that is a list where an object belongs is refused',
    when: ({ api, general }) => api('POST', `/channels/${general.id}/messages`, []),
    status: 400,
    code: 50035,
  },
  {
    name: 'a body that is null is refused',
    when: ({ api, general }) => api('POST', `/channels/${general.id}/messages`, null),
    status: 400,
    code: 50035,
  },
  {
    name: 'a path with a word where an id belongs is refused',
    when: ({ api }) => api('GET', '/channels/general'),
    status: 400,
    code: 50035,
    field: 'channel_id NUMBER_TYPE_COERCE',
    body: {
      errors: { channel_id: { _errors: [{ message: 'Value "general" is not snowflake.' }] } },
    },
  },
  {
    name: 'a path with a number that is too large for an id is refused',
    when: ({ api }) => api('GET', `/users/${'9'.repeat(25)}`),
    status: 400,
    code: 50035,
    field: 'user_id NUMBER_TYPE_COERCE',
  },
  {
    name: 'a path with an id of nobody is an unknown user',
    when: ({ api }) => api('GET', '/users/1'),
    status: 404,
    code: 10013,
  },
];
