import { route } from '../route.ts';

export const gatewayRoutes = [
  route('GET', '/gateway', { auth: 'none' }, ({ world }) => ({ url: world.gatewayUrl })),
  route('GET', '/gateway/bot', {}, ({ world }) => ({
    url: world.gatewayUrl,
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 },
  })),
];
