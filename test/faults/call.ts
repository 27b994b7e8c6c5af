import type { FaultRequest, RestFault, Sandbox } from '@guildhall/sandbox';
import type { Lane } from './lane.ts';

/** One request of the bot in an operation. */
export interface Call {
  readonly method: NonNullable<RestFault['method']>;
  readonly route: string;
  /** Which of this method and route it is, from 0. */
  readonly turn: number;
}

export const callText = ({ method, route, turn }: Call) =>
  `${method} ${route}${turn > 0 ? ` (number ${turn + 1})` : ''}`;

/** Whether a request is about a lane: its server, a channel of it, or an interaction of somebody in it. */
export function isOf(lane: Lane, sandbox: Sandbox, { params }: FaultRequest): boolean {
  const { world } = sandbox;
  const { guild_id: guild, channel_id: channel, interaction_id: id, webhook_token: token } = params;
  const interaction = world.interactions.get(id ?? '') ?? world.interactionsByToken.get(token ?? '');
  const where = interaction?.channel ?? world.channels.get(channel ?? '');
  return (where?.guild?.id ?? guild) === lane.guild.id;
}

/** Writes down the calls about a lane from now on. @returns what ends it and tells them, in their order. */
export function recordCalls(lane: Lane, sandbox: Sandbox): () => Call[] {
  const calls: Call[] = [];
  const id = sandbox.faults.add({
    kind: 'rest',
    route: '*',
    delay: 1,
    only: (request) => {
      if (isOf(lane, sandbox, request)) {
        const { method, route } = request;
        const turn = calls.filter((call) => call.method === method && call.route === route).length;
        calls.push({ method: method as Call['method'], route, turn });
      }
      return false;
    },
  });
  return () => {
    sandbox.faults.remove(id);
    return calls;
  };
}
