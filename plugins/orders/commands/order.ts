import { respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { customerOf } from '../customers.ts';
import { createdAnswer, listAnswer, orderAnswer } from '../effects/answer.ts';
import { readerOf, readersIn } from '../effects/reader.ts';
import { orderMenu } from '../order-menu.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** What staff do with orders. */
export class OrderCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'order',
      capability: 'manage',
      subcommands: ['new', 'complete', 'view', 'list'].map((name) => ({
        name,
        chatInputRun: name === 'new' ? 'create' : name,
      })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => orderMenu(builder.setName(this.name)));
  }

  async create(interaction: Interaction): Promise<void> {
    const { guild, guildId, options, user, channelId, id } = interaction;
    const order = orRefuse(
      await plugin.parts.orders.create({
        guild: guildId,
        customer: await customerOf(guild, options.getString('customer', true)),
        details: options.getString('details', true),
        channel: channelId,
        by: user.id,
        source: 'slash',
        key: id,
      }),
    );
    await respond(interaction, await createdAnswer(order, await readersIn(guildId)));
  }

  async complete(interaction: Interaction): Promise<void> {
    const { guildId, options, user } = interaction;
    const order = orRefuse(
      await plugin.parts.orders.complete(guildId, options.getString('id', true), user.id),
    );
    await respond(interaction, await orderAnswer(order, await readerOf(interaction)));
  }

  async view(interaction: Interaction): Promise<void> {
    const { guildId, options } = interaction;
    const order = orRefuse(await plugin.parts.orders.find(guildId, options.getString('id', true)));
    await respond(interaction, await orderAnswer(order, await readerOf(interaction)));
  }

  async list(interaction: Interaction): Promise<void> {
    const answer = await listAnswer(interaction.guildId, {}, 0, await readerOf(interaction));
    await respond(interaction, { ...answer, private: true });
  }
}
