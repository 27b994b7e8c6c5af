import { type Args, Command } from '@sapphire/framework';
import type { Message } from 'discord.js';
import { typedBehind } from '../effects/typed-command.ts';
import { confirmLater } from '../effects/typed-confirmation.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** `!completeorder ORD-7K3M9QX-T4B2Z0` marks an order as done. */
export class CompleteOrderCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'completeorder', capability: 'manage' });
  }

  override async messageRun(message: Message<true>, args: Args): Promise<void> {
    const { guildId, author } = message;
    orRefuse(
      await plugin.parts.orders.complete(guildId, typedBehind(message, args), author.id, (em, order) =>
        confirmLater(em, order, 'completed', message),
      ),
    );
  }
}
