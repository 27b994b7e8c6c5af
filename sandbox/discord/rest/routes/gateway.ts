import { guildCount } from '../../gateway/identify.ts';
import { spec } from '../body/spec.ts';
import { route } from '../route.ts';

/** How many guilds Discord gives a shard when it recommends a number of shards; each could hold 2,500. */
const RECOMMENDED_PER_SHARD = 1000;

export const gatewayRoutes = [
  route('GET', '/gateway', { auth: 'none', answer: spec('GatewayResponse') }, ({ world }) => ({
    url: world.gatewayUrl,
  })),
  route('GET', '/gateway/bot', { answer: spec('GatewayBotResponse') }, ({ world, application }) => ({
    url: world.gatewayUrl,
    shards: Math.max(1, Math.ceil(guildCount(world, application, [0, 1]) / RECOMMENDED_PER_SHARD)),
    session_start_limit: world.sessionStarts.limit(application),
  })),
];
