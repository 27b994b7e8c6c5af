import { setImmediate as othersFirst } from 'node:timers/promises';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { DiscordAPIError } from 'discord.js';
import { minute } from '../context.ts';
import { isHere } from '../effects/member-facts.ts';
import { gatherMembers } from '../effects/member-gathering.ts';
import { pauseFor, refreshUser } from '../effects/refresh-user.ts';
import { showRun } from '../effects/run-post.ts';
import type { Link } from '../entities/link.ts';
import plugin from '../plugin.ts';
import type { MemberOutcome } from '../refresh-runs.ts';
import type { Trouble } from '../roblox/roblox.ts';

/** In ms. */
const editPause = 5_000;

/** How long Roblox may take for one member, in ms. While it takes longer, the run waits and other jobs have its place. */
const patience = 5_000;

/** Looks at the next members of a run, then makes way for other jobs. */
export class RefreshAllTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-all' });
  }

  override async run({ guild, run }: { guild: string; run: string }): Promise<void> {
    const { runs } = plugin.parts;
    if (!isHere(guild)) {
      return runs.goOn(guild, run, minute);
    }
    const links = await runs.next({ id: run, guild });
    if (!links) {
      return;
    }
    if (links.length === 0) {
      await runs.finish(guild, run);
      return showRun(guild, run);
    }
    const began = performance.now();
    const trouble = await gather(guild, links);
    if (trouble) {
      return pause(guild, run, trouble);
    }
    for (const { user } of links) {
      // A member who needs no change is looked at without a pause, on SQLite: a whole batch would keep people waiting.
      await othersFirst();
      const outcome = await refresh(guild, user);
      if (typeof outcome !== 'string') {
        return pause(guild, run, outcome);
      }
      if (!(await runs.passed(guild, run, user, outcome)) || plugin.host.scope.signal.aborted) {
        break;
      }
    }
    await runs.goOn(guild, run);
    // Discord takes few edits of one message: members who need no time are shown by the hundred.
    if (performance.now() - began >= editPause || ((await runs.find(guild, run))?.done ?? 0) % 100 === 0) {
      await showRun(guild, run);
    }
  }
}

/** Waits until Roblox tells more, and says so. */
async function pause(guild: string, run: string, trouble: Trouble): Promise<void> {
  await plugin.parts.runs.goOn(guild, run, Math.max(pauseFor(trouble), editPause));
  await showRun(guild, run);
}

/** Asks Discord and Roblox about all of them in few calls. @returns what to wait for before asking again. */
async function gather(guild: string, links: readonly Link[]): Promise<Trouble | undefined> {
  await gatherMembers(
    guild,
    links.map(({ user }) => user),
  );
  const accounts = links.map(({ account }) => account);
  const trouble = await plugin.parts.planner.gather(guild, accounts, { background: true, patience });
  // What is not understood of many is asked for of each.
  return trouble?.kind === 'changed' ? undefined : trouble;
}

/** @returns how the member came out, or what to wait for before asking again. */
async function refresh(guild: string, user: string): Promise<MemberOutcome | Trouble> {
  try {
    const update = await refreshUser(guild, user, { background: true, patience });
    const trouble = update?.plan.trouble;
    if (trouble && trouble.kind !== 'changed') {
      return trouble;
    }
    if (trouble || update?.roles === 'forbidden' || update?.nickname === 'forbidden') {
      return 'failed';
    }
    return update?.roles === 'changed' || update?.nickname === 'changed' ? 'changed' : 'same';
  } catch (error) {
    // What Discord refuses for one member must not stop the others.
    if (error instanceof DiscordAPIError) {
      plugin.host.logger.warn('a member could not be brought up to date', {
        guild,
        user,
        error: String(error),
      });
      return 'failed';
    }
    throw error;
  }
}
