import { respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags } from 'discord.js';
import plugin from '../plugin.ts';
import { webhookRoute } from '../sources/webhook-source.ts';
import { sourceMade, sourceOff, sourceShown } from '../views/payment-source.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

const subcommands = ['on', 'show', 'off'] as const;

/** Lets a program of the owner report payments and what coins cost. */
export class PaymentSourceCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'payment-source',
      capability: 'methods',
      subcommands: subcommands.map((name) => ({ name, chatInputRun: name })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => {
      builder.setName(this.name).setDescription('commands.payment-source.description');
      for (const name of subcommands) {
        builder.addSubcommand((sub) => sub.setName(name).setDescription(`commands.payment-source.${name}`));
      }
      return builder;
    });
  }

  async on(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user, locale } = interaction;
    const key = await plugin.parts.sourceKeys.make(guildId, user.id);
    await respond(interaction, sourceMade(addressOf(guildId), key, plugin.host.texts.in(locale)));
  }

  async show(interaction: Interaction): Promise<void> {
    const { guildId, locale } = interaction;
    const source = await plugin.parts.sourceKeys.of(guildId);
    await respond(interaction, sourceShown(addressOf(guildId), source, plugin.host.texts.in(locale)));
  }

  async off(interaction: Interaction): Promise<void> {
    const { guildId, user, locale } = interaction;
    orRefuse(await plugin.parts.sourceKeys.drop(guildId, user.id));
    await respond(interaction, sourceOff(plugin.host.texts.in(locale)));
  }
}

/** Where a guild's program sends its reports; the operator may not have said under which name others reach the bot. */
function addressOf(guild: string): string {
  const address = plugin.host.addressOf(webhookRoute);
  return `${address?.href ?? `https://…/plugins/${plugin.host.name}/${webhookRoute}`}?guild=${guild}`;
}
