import type { SlashCommandBuilder, SlashCommandStringOption } from 'discord.js';
import { detailsLimit } from './draft.ts';

const id = (option: SlashCommandStringOption) =>
  option
    .setName('id')
    .setDescription('commands.options.id')
    .setMaxLength(40)
    .setAutocomplete(true)
    .setRequired(true);

const customer = (option: SlashCommandStringOption) =>
  option.setName('customer').setDescription('commands.options.customer').setMaxLength(100);

const details = (option: SlashCommandStringOption) =>
  option.setName('details').setDescription('commands.options.details').setMaxLength(detailsLimit);

/** `/order` as Discord's menu shows it. */
export function orderMenu(builder: SlashCommandBuilder) {
  return builder
    .setDescription('commands.order.description')
    .addSubcommand((sub) =>
      sub
        .setName('new')
        .setDescription('commands.order.new')
        .addStringOption((option) => customer(option).setRequired(true))
        .addStringOption((option) => details(option).setRequired(true)),
    )
    .addSubcommand((sub) =>
      sub.setName('complete').setDescription('commands.order.complete').addStringOption(id),
    )
    .addSubcommand((sub) => sub.setName('view').setDescription('commands.order.view').addStringOption(id))
    .addSubcommand((sub) => sub.setName('list').setDescription('commands.order.list'));
}
