import { Binds } from './binds.ts';
import type { Context } from './context.ts';
import { History } from './history.ts';
import { Links } from './links.ts';
import { Planner } from './member-plan.ts';
import { Nicknames } from './nicknames.ts';
import { RefreshRuns } from './refresh-runs.ts';
import { Registry } from './registry.ts';
import { SignIns } from './sign-ins.ts';
import { Statistics } from './statistics.ts';
import { Transfers } from './transfers.ts';
import { Verifications } from './verifications.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const history = new History(context);
  const links = new Links(context, history);
  const transfers = new Transfers(context, links);
  const binds = new Binds(context);
  const nicknames = new Nicknames(context);
  return {
    roblox: context.roblox,
    history,
    links,
    transfers,
    binds,
    nicknames,
    verifications: new Verifications(context, links, transfers),
    signIns: new SignIns(context, links),
    registry: new Registry(context, links),
    planner: new Planner(context, links, binds, nicknames),
    runs: new RefreshRuns(context),
    statistics: new Statistics(context),
  };
}

export type Parts = ReturnType<typeof partsOf>;
