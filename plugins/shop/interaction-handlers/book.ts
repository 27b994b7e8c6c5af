import { type ComponentInteraction, respond } from '@guildhall/sdk';
import { readRefund } from '../catalogue/prices.ts';
import { orderOf } from '../effects/purchases.ts';
import { readerOf } from '../effects/reader.ts';
import { sayDone } from '../effects/reviewed.ts';
import { isPaidInFull } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { ReviewHandler } from '../review/review-handler.ts';
import { paidInFullView } from '../views/notices.ts';
import { orRefuse } from '../views/refusal.ts';
import { bookForm } from '../views/staff-forms.ts';

/**
 * The button that asks how much money came for an order that it brings nothing to, and the form that books it. Where the
 * order is paid in full already, staff are asked once more.
 */
export class BookHandler extends ReviewHandler {
  override async run(interaction: ComponentInteraction, [id = '', how, version]: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const reader = readerOf(interaction);
    const seen = await orderOf(guildId, id);
    const more = how === 'more';
    if (interaction.isModalSubmit()) {
      const { fields } = interaction;
      const order = orRefuse(
        await plugin.parts.bookings.book(guildId, id, {
          by: user.id,
          amount: readRefund(fields.getTextInputValue('amount'), seen.currency),
          reason: fields.getTextInputValue('reason'),
          version: Number(version),
          more,
        }),
      );
      await sayDone(interaction, isPaidInFull(seen) ? 'booked-more' : 'booked', order);
    } else if (isPaidInFull(seen) && !more) {
      await respond(interaction, paidInFullView(seen, plugin.customId('book', id, 'more'), reader));
    } else {
      await interaction.showModal(bookForm(seen, more ? 'more' : 'once', reader.t));
    }
  }
}
