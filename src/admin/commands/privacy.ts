import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags } from 'discord.js';
import { respond } from '../../sdk/respond.ts';
import { exportFiles } from '../export-files.ts';
import guildhall from '../plugin.ts';
import { eraseQuestion } from '../views/erase-question.ts';

/** Discord's limit is one for the file and what is sent with it. In bytes. */
const envelope = 64 * 1024;

/** More messages than that are not sent in a row. */
const filesAtMost = 10;

/** `/privacy`: what the bot knows about the person who asks, to see or to remove. */
export class PrivacyCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    super(context, {
      ...options,
      name: 'privacy',
      subcommands: [
        { name: 'export', chatInputRun: 'export' },
        { name: 'erase', chatInputRun: 'erase' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((command) =>
      command
        .setName('privacy')
        .setDescription('commands.privacy.description')
        .addSubcommand((each) => each.setName('export').setDescription('commands.privacy.export'))
        .addSubcommand((each) => each.setName('erase').setDescription('commands.privacy.erase')),
    );
  }

  async export(interaction: Subcommand.ChatInputCommandInteraction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const t = guildhall.host.texts.in(interaction.locale);
    const held = await guildhall.parts.privacy.exportUser(interaction.user.id);
    const rows = Object.values(held).flatMap((tables) => Object.values(tables).flat());
    if (rows.length === 0) {
      await respond(interaction, { content: t('privacy.nothing'), private: true });
      return;
    }
    const files = exportFiles(held, interaction.attachmentSizeLimit - envelope);
    for (const [index, { name, content: attachment }] of files.slice(0, filesAtMost).entries()) {
      const numbers = { number: index + 1, files: files.length };
      const part = files.length === 1 ? t('privacy.exported') : t('privacy.exported-part', numbers);
      const last = index === filesAtMost - 1 && files.length > filesAtMost;
      await respond(interaction, {
        content: last ? `${part}\n${t('privacy.exported-rest', { files: filesAtMost })}` : part,
        files: [{ name, attachment }],
        private: true,
      });
    }
  }

  async erase(interaction: Subcommand.ChatInputCommandInteraction): Promise<void> {
    const t = guildhall.host.texts.in(interaction.locale);
    await respond(interaction, eraseQuestion(t));
  }
}
