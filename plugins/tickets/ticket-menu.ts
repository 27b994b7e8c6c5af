import type { SlashCommandBuilder } from 'discord.js';
import { reasonLimit, subjectLimit } from './tickets.ts';

/** `/ticket` as Discord's menu shows it. */
export function ticketMenu(builder: SlashCommandBuilder) {
  return builder
    .setDescription('commands.ticket.description')
    .addSubcommand((sub) =>
      sub
        .setName('create')
        .setDescription('commands.ticket.create')
        .addStringOption((option) =>
          option
            .setName('type')
            .setDescription('commands.options.type')
            .setAutocomplete(true)
            .setRequired(true),
        )
        .addStringOption((option) =>
          option.setName('subject').setDescription('commands.options.subject').setMaxLength(subjectLimit),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('close')
        .setDescription('commands.ticket.close')
        .addStringOption((option) =>
          option.setName('reason').setDescription('commands.options.reason').setMaxLength(reasonLimit),
        ),
    )
    .addSubcommand((sub) => sub.setName('reopen').setDescription('commands.ticket.reopen'))
    .addSubcommand((sub) => sub.setName('delete').setDescription('commands.ticket.delete'))
    .addSubcommand((sub) => sub.setName('claim').setDescription('commands.ticket.claim'))
    .addSubcommand((sub) => sub.setName('unclaim').setDescription('commands.ticket.unclaim'))
    .addSubcommand((sub) =>
      sub
        .setName('add')
        .setDescription('commands.ticket.add')
        .addMentionableOption((option) =>
          option.setName('who').setDescription('commands.options.who').setRequired(true),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('remove')
        .setDescription('commands.ticket.remove')
        .addMentionableOption((option) =>
          option.setName('who').setDescription('commands.options.who').setRequired(true),
        ),
    );
}
