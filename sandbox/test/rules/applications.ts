import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  {
    name: 'a bot reads its application, with the privileged intents that are on',
    when: (stage) => stage.api('GET', '/applications/@me'),
    status: 200,
    body: { name: 'Testbot', flags: (1 << 13) | (1 << 15) | (1 << 19), approximate_guild_count: 1 },
  },
  {
    name: 'a bot changes its description',
    when: (stage) => stage.api('PATCH', '/applications/@me', { description: 'Opens tickets' }),
    status: 200,
    body: { description: 'Opens tickets' },
  },
  {
    name: 'tags and install parameters are kept',
    when: async (stage) => {
      await stage.api('PATCH', '/applications/@me', {
        tags: ['tickets'],
        install_params: { scopes: ['bot'], permissions: '8' },
      });
      return stage.api('GET', '/applications/@me');
    },
    status: 200,
    body: { tags: ['tickets'], install_params: { scopes: ['bot'], permissions: '8' } },
  },
  {
    name: 'what an installation asks for is filled in where it is left out',
    when: (stage) =>
      stage.api('PATCH', '/applications/@me', {
        install_params: {},
        integration_types_config: { 0: { oauth2_install_params: { scopes: ['bot'] } }, 1: null },
      }),
    status: 200,
    body: {
      install_params: { scopes: [], permissions: '0' },
      integration_types_config: { 0: { oauth2_install_params: { scopes: ['bot'], permissions: '0' } } },
    },
  },
  {
    name: 'a privileged intent is switched off',
    when: (stage) => stage.api('PATCH', '/applications/@me', { flags: 1 << 15 }),
    status: 200,
    body: { flags: 1 << 15 },
  },
  {
    name: 'a description of 401 characters is refused',
    when: (stage) => stage.api('PATCH', '/applications/@me', { description: 'd'.repeat(401) }),
    status: 400,
    code: 50035,
    field: 'description BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'six tags are refused',
    when: (stage) => stage.api('PATCH', '/applications/@me', { tags: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    status: 400,
    code: 50035,
    field: 'tags BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'an address for interactions that does not answer is refused',
    when: (stage) =>
      stage.api('PATCH', '/applications/@me', { interactions_endpoint_url: 'https://bot.example/discord' }),
    status: 400,
    code: 50035,
    field: 'interactions_endpoint_url APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
  },
  {
    name: 'a picture is more than the local Discord keeps',
    when: (stage) => stage.api('PATCH', '/applications/@me', { icon: 'data:image/png;base64,AAAA' }),
    status: 501,
  },
  {
    name: 'nobody reads an application without its token',
    when: (stage) => stage.api('GET', '/applications/@me', undefined, { authorization: null }),
    status: 401,
  },
];
