import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { outOfLine } from '../views/waitlist.ts';

/** The button to get out of the line for a pad. */
export class StopWaitingHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [pad = '']: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    orRefuse(await pads.parts.waitlist.leave(guildId, Number(pad), user.id));
    const { names } = await pads.host.settings(guildId);
    await respond(interaction, outOfLine(Number(pad), names[Number(pad) - 1], pads.host.texts.in(locale)));
  }
}
