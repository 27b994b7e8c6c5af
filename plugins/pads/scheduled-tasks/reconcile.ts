import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import { mendBoards } from '../effects/repair.ts';
import pads from '../plugin.ts';

/** Looks for what should have happened and did not: ends that are due, turns that ran out, boards that are not there. */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: minute });
  }

  override async run(): Promise<void> {
    const { endings, sessions, waitlist } = pads.parts;
    for (const { guild, id } of await whereOn(sessions.expired())) {
      await endings.expire(guild, id);
    }
    for (const { guild, id } of await whereOn(waitlist.lapsed())) {
      await waitlist.lapse(guild, id);
    }
    for (const { guild, pad } of await whereOn(waitlist.unasked())) {
      await waitlist.ask(guild, pad);
    }
    await mendBoards([...pads.host.client.guilds.cache.keys()]);
  }
}

/** Where the feature is off, everything stays as it is until it is on again. */
async function whereOn<T extends { readonly guild: string }>(found: Promise<readonly T[]>): Promise<T[]> {
  const there: T[] = [];
  for (const one of await found) {
    if (await pads.host.isOn(one.guild)) {
      there.push(one);
    }
  }
  return there;
}
