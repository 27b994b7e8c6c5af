import { createInteraction, type InteractionRequest } from '../discord/state/interactions.ts';
import type { Interaction } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { type Bar, Histogram, type Latency } from './histogram.ts';
import { Leftovers } from './leftovers.ts';

export interface LoadPlan {
  /** How many interactions are sent; without it as many as fit into `seconds`. */
  readonly count?: number | undefined;
  /** How many wait for their answer at the same time; 50 by default, unless there is a `rate`. */
  readonly concurrency?: number | undefined;
  /** Interactions a second, however many wait. */
  readonly rate?: number | undefined;
  /** The longest that the run sends, in real seconds. */
  readonly seconds?: number | undefined;
  /** Whether a deferred answer counts when it is filled in, rather than when it is deferred. */
  readonly filled?: boolean | undefined;
}

export interface LoadResult {
  readonly sent: number;
  readonly answered: number;
  /** Not answered within three seconds, or deferred and not filled in within {@link PATIENCE}. */
  readonly failed: number;
  /** Answers in a second, over the whole run. */
  readonly perSecond: number;
  /** From the dispatch on the gateway to the callback (to what fills it in, with `filled`), in milliseconds. */
  readonly latency: Latency;
  readonly histogram: Bar[];
}

/** How often a run at a rate sends what is due, and looks for interactions that nobody answered; milliseconds. */
const TICK = 5;
const SWEEP = 100;

/** How long a deferred answer may take to be filled in; real milliseconds. */
const PATIENCE = 10_000;

/**
 * Sends the same interaction again and again and measures each answer.
 * Nothing is polled: an answer calls back, and with a `concurrency` starts the next one.
 */
export function runLoad(world: World, request: InteractionRequest, plan: LoadPlan): Promise<LoadResult> {
  const count = plan.count ?? Number.POSITIVE_INFINITY;
  const { rate } = plan;
  const concurrency = plan.concurrency ?? (rate === undefined ? 50 : Number.POSITIVE_INFINITY);
  const histogram = new Histogram();
  const waiting = new Map<Interaction, number>();
  const leftovers = new Leftovers(world, request.channel);
  const began = performance.now();
  const until = plan.seconds === undefined ? Number.POSITIVE_INFINITY : began + plan.seconds * 1000;
  let sent = 0;
  let failed = 0;
  let lastAnswer = began;

  return new Promise((resolve) => {
    const maySend = (): boolean => sent < count && performance.now() < until;
    const send = (): void => {
      sent += 1;
      const dispatched = performance.now();
      const interaction = createInteraction(world, request);
      waiting.set(interaction, dispatched);
      interaction.onAnswer = () => {
        if (plan.filled && interaction.answer?.kind === 'deferred')
          interaction.onFilled = () => settle(interaction);
        else settle(interaction);
      };
    };
    const settle = (interaction: Interaction): void => {
      const dispatched = waiting.get(interaction);
      if (dispatched === undefined) return;
      lastAnswer = performance.now();
      histogram.add(lastAnswer - dispatched);
      waiting.delete(interaction);
      leftovers.add(interaction);
      fill();
    };
    const fill = (): void => {
      if (rate === undefined) while (waiting.size < concurrency && maySend()) send();
      if (waiting.size === 0 && !maySend()) finish();
    };
    const sendDue = (): void => {
      const due = Math.floor(((performance.now() - began) / 1000) * rate!) + 1;
      while (sent < due && waiting.size < concurrency && maySend()) send();
      if (waiting.size === 0 && !maySend()) finish();
    };
    const sweep = (): void => {
      const now = performance.now();
      for (const [interaction, dispatched] of waiting) {
        if (dispatched > now - (interaction.answer ? PATIENCE : world.answerIn)) continue;
        waiting.delete(interaction);
        failed += 1;
      }
      fill();
    };
    const timers = [setInterval(sweep, SWEEP), ...(rate === undefined ? [] : [setInterval(sendDue, TICK)])];
    const finish = (): void => {
      for (const timer of timers) clearInterval(timer);
      leftovers.end();
      const seconds = (lastAnswer - began) / 1000;
      resolve({
        sent,
        answered: histogram.count,
        failed,
        perSecond: seconds > 0 ? Math.round(histogram.count / seconds) : 0,
        latency: histogram.latency(),
        histogram: histogram.bars(),
      });
    };
    if (rate === undefined) fill();
    else sendDue();
  });
}
