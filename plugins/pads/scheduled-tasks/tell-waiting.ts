import { notify } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';
import { yourTurn } from '../views/waitlist.ts';

/** Tells the first in line that the pad is free, and until when it is kept. */
export class TellWaitingTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-waiting' });
  }

  override async run({ guild, waiting }: { guild: string; waiting: string }): Promise<void> {
    const place = await pads.parts.waitlist.untold(guild, waiting);
    if (!place) {
      return;
    }
    const { t } = await pads.host.texts.ofGuild(guild);
    const { boardChannel, names } = await pads.host.settings(guild);
    await notify(pads.host, {
      guild,
      channels: [place.channel, boardChannel],
      message: yourTurn(place, names[place.pad - 1], t),
      nonce: `${place.id}-turn`,
      user: place.user,
    });
    await pads.parts.waitlist.told(place.id);
  }
}
