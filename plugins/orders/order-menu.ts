import {
  ChannelType,
  type SlashCommandBuilder,
  type SlashCommandChannelOption,
  type SlashCommandStringOption,
  type SlashCommandSubcommandBuilder,
} from 'discord.js';
import { detailsLimit, nameLimit, noteLimit, reasonLimit } from './draft.ts';

/** Where orders can be talked about: channels, tickets and threads that people write in. */
export const orderChannels = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** How long a text that orders are searched by may be: the buttons that turn pages keep it. */
export const searchLimit = 60;
export const customerFilterLimit = 36;

const id = (option: SlashCommandStringOption) =>
  option
    .setName('id')
    .setDescription('commands.options.id')
    .setMaxLength(60)
    .setAutocomplete(true)
    .setRequired(true);

const customer = (option: SlashCommandStringOption) =>
  option.setName('customer').setDescription('commands.options.customer').setMaxLength(nameLimit);

const details = (option: SlashCommandStringOption) =>
  option.setName('details').setDescription('commands.options.details').setMaxLength(detailsLimit);

const channel = (option: SlashCommandChannelOption) =>
  option
    .setName('channel')
    .setDescription('commands.options.channel')
    .addChannelTypes(...orderChannels);

const short = (name: 'price' | 'due', key: string) => (option: SlashCommandStringOption) =>
  option.setName(name).setDescription(`commands.options.${key}`).setMaxLength(60);

const reason = (option: SlashCommandStringOption) =>
  option.setName('reason').setDescription('commands.options.reason').setMaxLength(reasonLimit);

const status = (option: SlashCommandStringOption) =>
  option.setName('status').setDescription('commands.options.status').setMaxLength(40).setAutocomplete(true);

/** The options that say which orders are meant: `readFilter` reads them. */
export function addFilters(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .addStringOption(status)
    .addStringOption((option) =>
      option.setName('customer').setDescription('commands.options.of-customer').setMaxLength(nameLimit),
    )
    .addUserOption((option) => option.setName('staff').setDescription('commands.options.staff'))
    .addBooleanOption((option) => option.setName('overdue').setDescription('commands.options.overdue'));
}

type Shape = (sub: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;

const withId: Shape = (sub) => sub.addStringOption(id);

/** Each subcommand with its options. */
const subcommands: Readonly<Record<string, Shape>> = {
  new: (sub) =>
    sub
      .addStringOption((option) => customer(option).setRequired(true))
      .addStringOption((option) => details(option).setRequired(true))
      .addChannelOption(channel)
      .addStringOption(short('price', 'price'))
      .addStringOption(short('due', 'due'))
      .addAttachmentOption((option) => option.setName('file').setDescription('commands.options.file')),
  complete: withId,
  list: addFilters,
  view: withId,
  status: (sub) => withId(sub).addStringOption((option) => status(option).setRequired(true)),
  edit: (sub) =>
    withId(sub)
      .addStringOption(customer)
      .addStringOption(details)
      .addChannelOption(channel)
      .addStringOption(short('price', 'new-price'))
      .addStringOption(short('due', 'new-due')),
  assign: (sub) =>
    withId(sub)
      .addUserOption((option) => option.setName('to').setDescription('commands.options.to'))
      .addBooleanOption((option) => option.setName('nobody').setDescription('commands.options.nobody')),
  note: (sub) =>
    withId(sub).addStringOption((option) =>
      option
        .setName('text')
        .setDescription('commands.options.note')
        .setMaxLength(noteLimit)
        .setRequired(true),
    ),
  cancel: withId,
  reopen: (sub) => withId(sub).addStringOption(reason),
  search: (sub) =>
    sub
      .addStringOption((option) =>
        option
          .setName('text')
          .setDescription('commands.options.text')
          .setMaxLength(searchLimit)
          .setRequired(true),
      )
      .addStringOption(status),
  history: withId,
  stats: (sub) =>
    sub.addIntegerOption((option) =>
      option.setName('weeks').setDescription('commands.options.weeks').setMinValue(1).setMaxValue(52),
    ),
  export: addFilters,
  steps: (sub) => sub,
};

export const subcommandNames = Object.keys(subcommands);

/** `/order` as Discord's menu shows it. */
export function orderMenu(builder: SlashCommandBuilder) {
  builder.setDescription('commands.order.description');
  for (const [name, shape] of Object.entries(subcommands)) {
    builder.addSubcommand((sub) => shape(sub.setName(name).setDescription(`commands.order.${name}`)));
  }
  return builder;
}
