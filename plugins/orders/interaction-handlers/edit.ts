import { type ComponentInteraction, Refusal, respond } from '@guildhall/sdk';
import type { ModalSubmitInteraction } from 'discord.js';
import { customerOf } from '../customers.ts';
import type { Edit } from '../draft.ts';
import { showOrder } from '../effects/answer.ts';
import { askForEdit } from '../effects/forms.ts';
import { readerOf } from '../effects/reader.ts';
import type { Order } from '../entities/order.ts';
import { dueRead, priceRead, readOrClear } from '../order-input.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { prefilled } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';
import { refusedEdit } from '../views/refused-edit.ts';

/** The button that opens the form of an order, and the form that changes it. */
export class EditHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [id = '', seen]: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      await askForEdit(interaction, id);
      return;
    }
    const { guildId, user } = interaction;
    const { orders } = plugin.parts;
    const order = orRefuse(await orders.find(guildId, id));
    const typed = interaction.fields.getTextInputValue('details');
    try {
      const edit = await editTyped(interaction, order);
      const edited = orRefuse(await orders.edit(guildId, id, edit, user.id, seen));
      await showOrder(interaction, edited, 'edited');
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      // Discord has closed the form: what was written in it comes back.
      const t = plugin.host.texts.in(interaction.locale);
      await respond(interaction, refusedEdit(order, error, typed, t));
    }
  }
}

/** What somebody has changed in the form. @throws Refusal `price-unclear`, `due-unclear`. */
async function editTyped(interaction: ModalSubmitInteraction<'cached'>, order: Order): Promise<Edit> {
  const { guild, guildId, fields, locale } = interaction;
  const before = prefilled(order, await readerOf(interaction));
  const changed = (name: keyof typeof before) => {
    const typed = fields.getTextInputValue(name);
    return typed.trim() === before[name].trim() ? undefined : typed;
  };
  const [customer, details, price, due] = (['customer', 'details', 'price', 'due'] as const).map(changed);
  const channel = fields.getSelectedChannels('channel')?.first()?.id;
  return {
    ...(customer !== undefined && { customer: await customerOf(guild, customer) }),
    ...(details !== undefined && { details }),
    ...(channel !== undefined && { channel }),
    ...(price !== undefined && { price: await readOrClear(price, (text) => priceRead(guildId, text)) }),
    ...(due !== undefined && { dueAt: await readOrClear(due, (text) => dueRead(guildId, locale, text)) }),
  };
}
