import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { needAnswerRight } from '../effects/close-answer.ts';
import plugin from '../plugin.ts';
import { doneView } from '../views/done.ts';
import { orRefuse } from '../views/refusal.ts';

/** The answer to the question whether a ticket can be closed. */
export class AskedHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [answer, id = '']: string[]): Promise<void> {
    const { guildId, member } = interaction;
    const { closeRequests } = plugin.parts;
    const agrees = answer === 'yes';
    const ticket = await needAnswerRight(member, guildId, id, agrees);
    orRefuse(
      agrees
        ? await closeRequests.agree(guildId, id, member.id)
        : await closeRequests.refuse(guildId, id, member.id),
    );
    await respond(interaction, await doneView(agrees ? 'close' : 'keep-open', ticket, member.id));
  }
}
