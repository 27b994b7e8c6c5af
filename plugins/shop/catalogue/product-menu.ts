import type {
  SlashCommandBuilder,
  SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js';
import { kindNames, supplies } from './deliverables.ts';
import { categoryLimit, contentLimit, descriptionLimit, nameLimit } from './products.ts';

const product = (option: SlashCommandStringOption) =>
  option
    .setName('product')
    .setDescription('commands.options.product')
    .setAutocomplete(true)
    .setRequired(true);

/** What can be said about a product; all of it can be left out where it is edited. */
function facts(sub: SlashCommandSubcommandBuilder): SlashCommandSubcommandBuilder {
  return sub
    .addStringOption((option) =>
      option
        .setName('kind')
        .setDescription('commands.options.kind')
        .addChoices(...kindNames.map((kind) => ({ name: `kinds.${kind}`, value: kind }))),
    )
    .addStringOption((option) =>
      option
        .setName('supply')
        .setDescription('commands.options.supply')
        .addChoices(...supplies.map((supply) => ({ name: `supplies.${supply}`, value: supply }))),
    )
    .addStringOption((option) =>
      option.setName('category').setDescription('commands.options.category').setMaxLength(categoryLimit),
    )
    .addStringOption((option) =>
      option
        .setName('description')
        .setDescription('commands.options.description')
        .setMaxLength(descriptionLimit),
    )
    .addStringOption((option) =>
      option.setName('text').setDescription('commands.options.text').setMaxLength(contentLimit),
    )
    .addAttachmentOption((option) => option.setName('file').setDescription('commands.options.goods-file'))
    .addIntegerOption((option) =>
      option
        .setName('per-buyer')
        .setDescription('commands.options.per-buyer')
        .setMinValue(0)
        .setMaxValue(10_000),
    )
    .addStringOption((option) =>
      option.setName('emoji').setDescription('commands.options.emoji').setMaxLength(60),
    )
    .addRoleOption((option) => option.setName('role').setDescription('commands.options.role'))
    .addStringOption((option) =>
      option.setName('role-for').setDescription('commands.options.role-for').setMaxLength(30),
    )
    .addBooleanOption((option) => option.setName('visible').setDescription('commands.options.visible'));
}

const price = (option: SlashCommandStringOption) =>
  option.setName('price').setDescription('commands.options.price').setMaxLength(100);

const name = (option: SlashCommandStringOption) =>
  option.setName('name').setDescription('commands.options.name').setMaxLength(nameLimit);

type Shape = (sub: SlashCommandSubcommandBuilder) => SlashCommandSubcommandBuilder;

const withProduct: Shape = (sub) => sub.addStringOption(product);

const subcommands: Readonly<Record<string, Shape>> = {
  add: (sub) =>
    facts(
      sub
        .addStringOption((option) => name(option).setRequired(true))
        .addStringOption((option) => price(option).setRequired(true)),
    ),
  edit: (sub) =>
    facts(withProduct(sub).addStringOption(name).addStringOption(price)).addBooleanOption((option) =>
      option.setName('no-role').setDescription('commands.options.no-role'),
    ),
  stock: (sub) =>
    withProduct(sub).addAttachmentOption((option) =>
      option.setName('file').setDescription('commands.options.file'),
    ),
  image: (sub) =>
    withProduct(sub)
      .addAttachmentOption((option) => option.setName('file').setDescription('commands.options.picture'))
      .addStringOption((option) =>
        option.setName('url').setDescription('commands.options.url').setMaxLength(500),
      )
      .addBooleanOption((option) => option.setName('remove').setDescription('commands.options.no-picture')),
  list: (sub) =>
    sub.addBooleanOption((option) => option.setName('removed').setDescription('commands.options.removed')),
  remove: withProduct,
  restore: withProduct,
};

export const subcommandNames = Object.keys(subcommands);

/** `/product` as Discord's menu shows it. */
export function productMenu(builder: SlashCommandBuilder) {
  builder.setDescription('commands.product.description');
  for (const [name, shape] of Object.entries(subcommands)) {
    builder.addSubcommand((sub) => shape(sub.setName(name).setDescription(`commands.product.${name}`)));
  }
  return builder;
}
