import { ComponentHandler, type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { inLine } from '../views/waitlist.ts';

/** The button to get in the line for a busy pad. */
export class WaitHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [pad = '']: string[]): Promise<void> {
    const { guildId, user, member, channelId, locale } = interaction;
    const mayHost =
      (await pads.host.may(member, 'host.training')) || (await pads.host.may(member, 'host.tryout'));
    if (!mayHost) {
      throw new Refusal('hosts-only');
    }
    const place = orRefuse(await pads.parts.waitlist.join(guildId, Number(pad), user.id, channelId!));
    const { names } = await pads.host.settings(guildId);
    await respond(interaction, inLine(place, names[place.pad - 1], pads.host.texts.in(locale)));
  }
}
