import { notify } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';
import { warning } from '../views/session-card.ts';

/** Tells the host that the time is nearly over, with a button for more. */
export class WarnHostTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'warn-host' });
  }

  override async run({ guild, session: id }: { guild: string; session: string }): Promise<void> {
    const { marks, sessions } = pads.parts;
    const session = await marks.unwarned(guild, id);
    if (!session) {
      return;
    }
    const { t } = await pads.host.texts.ofGuild(guild);
    const { boardChannel } = await pads.host.settings(guild);
    await notify(pads.host, {
      guild,
      channels: [session.channel, boardChannel],
      message: warning(await sessions.factsOf(session), t),
      nonce: `${session.id}-warn-${session.extensions}`,
      user: session.host,
    });
    await marks.warned(session);
  }
}
