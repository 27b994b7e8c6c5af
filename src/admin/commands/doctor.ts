import { Command } from '@sapphire/framework';
import { MessageFlags, PermissionFlagsBits } from 'discord.js';
import { respond } from '../../sdk/respond.ts';
import { hostName } from '../admin-host.ts';
import { diagnose } from '../doctor/diagnose.ts';
import { doctorReport } from '../doctor/doctor-report.ts';
import guildhall from '../plugin.ts';

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
    const { checkup, settings, textsOf } = guildhall.parts;
    const { guild, guildId, locale } = interaction;
    const findings = diagnose(guild, await checkup(guild));
    const server = await settings.read(guildId, hostName);
    const report = doctorReport({
      findings,
      ownRole: guild.members.me?.roles.botRole ?? undefined,
      prefix: String(server?.values.prefix ?? ''),
      textsOf: (plugin = hostName) => textsOf(plugin)(locale),
    });
    await respond(interaction, report);
  }
}
