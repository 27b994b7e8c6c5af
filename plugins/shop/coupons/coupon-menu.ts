import type {
  SlashCommandBuilder,
  SlashCommandIntegerOption,
  SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js';
import { codeLimit } from './coupons.ts';

type Shape = (sub: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;

const code = (option: SlashCommandStringOption) =>
  option.setName('code').setDescription('commands.options.code').setMaxLength(codeLimit).setRequired(true);

const knownCode: Shape = (sub) => sub.addStringOption((option) => code(option).setAutocomplete(true));

const limit = (name: string) => (option: SlashCommandIntegerOption) =>
  option
    .setName(name)
    .setDescription(`commands.options.coupon-${name}`)
    .setMinValue(0)
    .setMaxValue(1_000_000);

/** What can be said about a coupon. */
const facts: Shape = (sub) =>
  sub
    .addIntegerOption((option) =>
      option.setName('percent').setDescription('commands.options.percent').setMinValue(1).setMaxValue(100),
    )
    .addStringOption((option) =>
      option.setName('amount').setDescription('commands.options.amount').setMaxLength(40),
    )
    .addStringOption((option) =>
      option
        .setName('product')
        .setDescription('commands.options.coupon-product')
        .setMaxLength(100)
        .setAutocomplete(true),
    )
    .addIntegerOption(limit('uses'))
    .addIntegerOption(limit('per-buyer'))
    .addStringOption((option) =>
      option.setName('until').setDescription('commands.options.coupon-until').setMaxLength(100),
    );

const subcommands: Readonly<Record<string, Shape>> = {
  add: (sub) => facts(sub.addStringOption(code)),
  edit: (sub) => facts(knownCode(sub)),
  list: (sub) => sub,
  remove: knownCode,
};

export const subcommandNames = Object.keys(subcommands);

/** `/coupon` as Discord's menu shows it. */
export function couponMenu(builder: SlashCommandBuilder) {
  builder.setDescription('commands.coupon.description');
  for (const [name, shape] of Object.entries(subcommands)) {
    builder.addSubcommand((sub) => shape(sub.setName(name).setDescription(`commands.coupon.${name}`)));
  }
  return builder;
}
