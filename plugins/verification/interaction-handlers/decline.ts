import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { deciderOf } from '../decider.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { transferDecided } from '../views/transfer.ts';

/** The link stays where it is. */
export class DeclineHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const decider = await deciderOf(member);
    const transfer = orRefuse(await plugin.parts.transfers.decline(guildId, id, decider));
    const { t } = await plugin.host.texts.ofGuild(guildId);
    await update(interaction, transferDecided(transfer, false, t));
  }
}
