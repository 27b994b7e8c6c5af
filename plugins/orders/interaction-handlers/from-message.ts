import { type ComponentInteraction, channelOf, failureOf, respond } from '@guildhall/sdk';
import { customerOf } from '../customers.ts';
import { createdAnswer } from '../effects/answer.ts';
import { keepFiles } from '../effects/order-files.ts';
import { readersIn } from '../effects/reader.ts';
import type { Order } from '../entities/order.ts';
import { dueRead, priceRead } from '../order-input.ts';
import plugin from '../plugin.ts';
import { StaffHandler } from '../staff-handler.ts';
import { orRefuse } from '../views/refusal.ts';

/** The form that makes an order of a message. Files of the message belong to the order, and stay where they are. */
export class FromMessageHandler extends StaffHandler {
  override async run(interaction: ComponentInteraction, [channel, message]: [string, string]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guild, guildId, fields, user, locale, id } = interaction;
    const typed = (name: string) => fields.getTextInputValue(name).trim();
    const [price, due] = [typed('price'), typed('due')];
    const order = orRefuse(
      await plugin.parts.orders.create({
        guild: guildId,
        customer: await customerOf(guild, typed('customer')),
        details: typed('details'),
        channel,
        price: price ? await priceRead(guildId, price) : undefined,
        dueAt: due ? await dueRead(guildId, locale, due) : undefined,
        by: user.id,
        source: 'message',
        key: id,
      }),
    );
    await respond(interaction, await createdAnswer(order, await readersIn(guildId)));
    await keepFilesOf(order, message, user.id);
  }
}

async function keepFilesOf(order: Order, message: string, by: string): Promise<void> {
  const channel = await channelOf(plugin.host.client, order.guild, order.channel);
  if (typeof channel === 'string') {
    return;
  }
  try {
    await keepFiles(order, await channel.messages.fetch(message), by);
  } catch (error) {
    // Somebody deleted the message while the form was open: its files are gone.
    if (!failureOf(error)) {
      throw error;
    }
  }
}
