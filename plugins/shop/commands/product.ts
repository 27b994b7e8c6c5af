import { plain, quiet, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags } from 'discord.js';
import { addedFacts, editedFacts } from '../catalogue/product-input.ts';
import { productMenu, subcommandNames } from '../catalogue/product-menu.ts';
import { neverStocked } from '../catalogue/products.ts';
import { listAnswer } from '../effects/product-list.ts';
import { productNamed } from '../effects/product-named.ts';
import { goodPicture, proofPicture } from '../effects/proof-picture.ts';
import { readerOf } from '../effects/reader.ts';
import { importStock } from '../effects/stock.ts';
import { bytesOf } from '../effects/upload.ts';
import { webFile } from '../effects/web-file.ts';
import type { Product } from '../entities/product.ts';
import { pictureBytes } from '../payment/picture.ts';
import plugin from '../plugin.ts';
import { readText } from '../stock/text-file.ts';
import { stockForm } from '../views/forms.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** How large a file with items may be, in MB. */
const fileLimit = 8;

/** Says what is sold, and fills the stock. */
export class ProductCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'product',
      capability: 'products',
      subcommands: subcommandNames.map((name) => ({ name, chatInputRun: name })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => productMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { guildId, options } = interaction;
    const removed = options.getSubcommand() === 'restore';
    const offered = await plugin.parts.products.offered(guildId, options.getFocused(), { removed });
    await interaction.respond(offered.map(({ id, name }) => ({ name, value: id })));
  }

  async add(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user } = interaction;
    const facts = await addedFacts(interaction);
    await say(interaction, 'added', orRefuse(await plugin.parts.products.add(guildId, facts, user.id)));
  }

  async edit(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user } = interaction;
    const product = await meant(interaction);
    const change = await editedFacts(interaction);
    const edited = await plugin.parts.products.edit(guildId, product.id, change, user.id, product.version);
    await say(interaction, 'edited', orRefuse(edited));
  }

  async stock(interaction: Interaction): Promise<void> {
    const file = interaction.options.getAttachment('file');
    const product = await meant(interaction);
    if (!file) {
      await interaction.showModal(stockForm(product, plugin.host.texts.in(interaction.locale)));
      return;
    }
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const text = readText(await bytesOf(file, fileLimit));
    if (text === undefined) {
      throw new Refusal('not-text');
    }
    await importStock(interaction, product.id, text, 'file');
  }

  async image(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user, options } = interaction;
    const product = await meant(interaction);
    const [file, url] = [options.getAttachment('file'), options.getString('url')];
    if (!file && !url && !options.getBoolean('remove')) {
      throw new Refusal('no-picture');
    }
    const picture = file
      ? await proofPicture(file)
      : url
        ? await goodPicture(await webFile(url, pictureBytes))
        : null;
    const done = orRefuse(await plugin.parts.products.illustrate(guildId, product.id, picture, user.id));
    await say(interaction, picture ? 'illustrated' : 'bare', done);
  }

  async list(interaction: Interaction): Promise<void> {
    const removed = interaction.options.getBoolean('removed') ?? false;
    await respond(interaction, await listAnswer(interaction.guildId, removed, 0, readerOf(interaction)));
  }

  async remove(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const { id } = await meant(interaction);
    await say(interaction, 'removed', orRefuse(await plugin.parts.products.remove(guildId, id, user.id)));
  }

  async restore(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const { id } = await meant(interaction, true);
    await say(interaction, 'restored', orRefuse(await plugin.parts.products.restore(guildId, id, user.id)));
  }
}

async function say(interaction: Interaction, what: string, product: Product): Promise<void> {
  const { name, perBuyer, prices } = product;
  const t = plugin.host.texts.in(interaction.locale);
  const next = [
    ...(neverStocked(product) && what !== 'removed' ? [t('products.fill')] : []),
    ...(perBuyer === null && prices.some(({ amount }) => amount === 0) ? [t('products.free')] : []),
  ];
  await respond(interaction, {
    content: [t(`products.${what}`, { name: plain(name, 160) }), ...next].join('\n'),
    allowedMentions: quiet,
    private: true,
  });
}

const meant = ({ guildId, options }: Interaction, removed = false): Promise<Product> =>
  productNamed(guildId, options.getString('product', true), removed);
