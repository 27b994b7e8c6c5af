import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { DiscordAPIError } from 'discord.js';
import { minute } from '../context.ts';
import { isHere } from '../effects/member-facts.ts';
import { pauseFor, refreshUser } from '../effects/refresh-user.ts';
import { showRun } from '../effects/run-post.ts';
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
    const users = await runs.next({ id: run, guild });
    if (!users) {
      return;
    }
    if (users.length === 0) {
      await runs.finish(guild, run);
      return showRun(guild, run);
    }
    const began = performance.now();
    for (const user of users) {
      const outcome = await refresh(guild, user);
      if (typeof outcome !== 'string') {
        await runs.goOn(guild, run, Math.max(pauseFor(outcome), editPause));
        return showRun(guild, run);
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
