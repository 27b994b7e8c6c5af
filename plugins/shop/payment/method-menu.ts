import type {
  SlashCommandBuilder,
  SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js';
import { coins, methodKinds } from './formats.ts';

type Shape = (sub: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;

const method = (option: SlashCommandStringOption) =>
  option.setName('method').setDescription('commands.options.method').setAutocomplete(true).setRequired(true);

const withMethod: Shape = (sub) => sub.addStringOption(method);

const subcommands: Readonly<Record<string, Shape>> = {
  add: (sub) =>
    sub.addStringOption((option) =>
      option
        .setName('kind')
        .setDescription('commands.options.method-kind')
        .addChoices(...methodKinds.map((kind) => ({ name: `method-kinds.${kind}`, value: kind })))
        .setRequired(true),
    ),
  address: withMethod,
  rate: (sub) =>
    sub
      .addStringOption((option) =>
        option
          .setName('coin')
          .setDescription('commands.options.coin')
          .addChoices(...coins.map((coin) => ({ name: coin, value: coin })))
          .setRequired(true),
      )
      .addStringOption((option) =>
        option.setName('price').setDescription('commands.options.rate').setMaxLength(40).setRequired(true),
      ),
  'remove-rate': (sub) =>
    sub.addStringOption((option) =>
      option
        .setName('rate')
        .setDescription('commands.options.removed-rate')
        .setAutocomplete(true)
        .setRequired(true),
    ),
  list: (sub) => sub,
  remove: withMethod,
};

export const methodSubcommands = Object.keys(subcommands);

/** `/payment-method` as Discord's menu shows it. */
export function methodMenu(builder: SlashCommandBuilder) {
  builder.setDescription('commands.payment-method.description');
  for (const [name, shape] of Object.entries(subcommands)) {
    builder.addSubcommand((sub) =>
      shape(sub.setName(name).setDescription(`commands.payment-method.${name}`)),
    );
  }
  return builder;
}
