import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { deciderOf } from '../decider.ts';
import { refreshNow } from '../effects/refresh-user.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { transferDecided } from '../views/transfer.ts';

/** The member who has an account gives it up; staff may decide it too. */
export class AgreeHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const decider = await deciderOf(member);
    const transfer = orRefuse(await plugin.parts.transfers.agree(guildId, id, decider));
    const { t } = await plugin.host.texts.ofGuild(guildId);
    await update(interaction, transferDecided(transfer, true, t));
    await refreshNow(guildId, { user: transfer.from, unlinked: true }, { user: transfer.to });
  }
}
