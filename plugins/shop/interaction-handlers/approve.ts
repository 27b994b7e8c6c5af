import { type ComponentInteraction, respond } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { sayDone } from '../effects/reviewed.ts';
import { isPaid } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { overLimitView } from '../views/notices.ts';
import { orRefuse } from '../views/refusal.ts';

/** The money is there: says yes to a payment. What goes beyond what one person can have is asked once more. */
export class ApproveHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', seen, how]: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const came = await plugin.parts.rule.came(guildId, id);
    const yes = { seen: Number(seen), anyway: how === 'anyway', came };
    const answer = await plugin.parts.review.approve(guildId, id, user.id, yes);
    const refusal = answer.err().unwrapOr(undefined);
    if (refusal?.code === 'over-limit') {
      const again = plugin.customId('approve', id, yes.seen, 'anyway');
      await respond(interaction, overLimitView(refusal, again, readerOf(interaction)));
      return;
    }
    const order = orRefuse(answer);
    const done = order.fulfilment === 'manual' ? 'approved-by-hand' : 'approved';
    await sayDone(interaction, isPaid(order.payment) ? done : 'first-yes', order);
  }
}
