import { type Args, Command } from '@sapphire/framework';
import type { Message } from 'discord.js';
import { customerOf } from '../customers.ts';
import { typedBehind, usageOf } from '../effects/typed-command.ts';
import { confirmLater } from '../effects/typed-confirmation.ts';
import plugin from '../plugin.ts';
import { readTypedOrder } from '../typed-order.ts';
import { orRefuse } from '../views/refusal.ts';

/** `!newticket "Bob Brown" A red house` makes an order. */
export class NewTicketCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'newticket', capability: 'manage' });
  }

  override async messageRun(message: Message<true>, args: Args): Promise<void> {
    const typed = readTypedOrder(typedBehind(message, args));
    if (!typed) {
      throw usageOf(args.commandContext);
    }
    const { guild, guildId, channelId, author, id } = message;
    orRefuse(
      await plugin.parts.orders.create(
        {
          guild: guildId,
          customer: await customerOf(guild, typed.customer),
          details: typed.details,
          channel: channelId,
          by: author.id,
          source: 'typed',
          key: id,
        },
        (em, order) => confirmLater(em, order, 'created', message),
      ),
    );
  }
}
