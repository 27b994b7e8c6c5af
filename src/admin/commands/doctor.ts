import { Command } from '@sapphire/framework';
import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { respond } from '../../sdk/respond.ts';
import { examine } from '../doctor-desk.ts';

/** `/doctor`: what keeps the bot from working here, and what to do. */
export class DoctorCommand extends Command {
  constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, name: 'doctor', capability: 'administer' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((command) =>
      command
        .setName('doctor')
        .setDescription('commands.doctor.description')
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await respond(interaction, await examine(interaction.guild, interaction.locale));
  }
}
