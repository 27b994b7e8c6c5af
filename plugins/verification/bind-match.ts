import type { Bind, Condition } from './entities/bind.ts';
import type { Membership } from './roblox/roblox.ts';

/** What a bind asks for. */
export type Demand = Pick<Bind, 'group' | 'condition' | 'rank' | 'toRank'>;

const checks: Readonly<Record<Condition, (ranks: readonly number[], demand: Demand) => boolean>> = {
  equal: (ranks, { rank }) => ranks.includes(rank!),
  'at-least': (ranks, { rank }) => ranks.some((own) => own >= rank!),
  range: (ranks, { rank, toRank }) => ranks.some((own) => own >= rank! && own <= toRank!),
  member: (ranks) => ranks.length > 0,
  'not-member': (ranks) => ranks.length === 0,
};

/** Whether an account with these memberships meets a bind. A member with several roles has several ranks. */
export function holds(demand: Demand, memberships: readonly Membership[]): boolean {
  const membership = memberships.find(({ group }) => group === demand.group);
  const ranks = membership?.roles.map(({ rank }) => rank) ?? [];
  return checks[demand.condition](ranks, demand);
}
