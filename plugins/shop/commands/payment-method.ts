import { plain, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { MessageFlags } from 'discord.js';
import { methodsAnswer } from '../effects/methods.ts';
import { readerOf } from '../effects/reader.ts';
import type { Method } from '../entities/method.ts';
import type { Rate } from '../entities/rate.ts';
import { methodMenu, methodSubcommands } from '../payment/method-menu.ts';
import plugin from '../plugin.ts';
import { addressForm, methodForm } from '../views/method-forms.ts';
import { rateRemoved, rateSet, rateWords } from '../views/methods.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Says how buyers can pay, where the money goes, and what coins cost. */
export class PaymentMethodCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'payment-method',
      capability: 'methods',
      subcommands: methodSubcommands.map((name) => ({
        name,
        chatInputRun: name === 'remove-rate' ? 'removeRate' : name,
      })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => methodMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { guildId, options, locale } = interaction;
    const typed = options.getFocused().toLowerCase();
    const t = plugin.host.texts.in(locale);
    const offered =
      options.getSubcommand() === 'remove-rate'
        ? (await plugin.parts.rates.of(guildId)).map((rate) => ({
            name: rateWords(rate, t),
            value: rateKey(rate),
          }))
        : (await plugin.parts.methods.of(guildId)).map(({ id, name }) => ({ name, value: id }));
    await interaction.respond(offered.filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, 25));
  }

  async add(interaction: Interaction): Promise<void> {
    const kind = interaction.options.getString('kind', true);
    await interaction.showModal(methodForm(kind, plugin.host.texts.in(interaction.locale)));
  }

  async address(interaction: Interaction): Promise<void> {
    const method = await meant(interaction);
    if (!method.address) {
      throw new Refusal('no-address');
    }
    await interaction.showModal(addressForm(method, plugin.host.texts.in(interaction.locale)));
  }

  async rate(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user, options } = interaction;
    const [coin, typed] = [options.getString('coin', true), options.getString('price', true)];
    const rate = orRefuse(await plugin.parts.rates.set(guildId, coin, typed, user.id));
    await respond(interaction, rateSet(rate, readerOf(interaction), plugin.parts.rateRounds.name));
  }

  async removeRate(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId: guild, user, options } = interaction;
    const [coin = '', currency = ''] = options
      .getString('rate', true)
      .trim()
      .toUpperCase()
      .split(/[\s:/]+/);
    const removed = orRefuse(await plugin.parts.rates.remove({ guild, coin, currency }, user.id));
    await respond(interaction, rateRemoved(removed, readerOf(interaction), plugin.parts.rateRounds.name));
  }

  async list(interaction: Interaction): Promise<void> {
    await respond(interaction, await methodsAnswer(interaction.guildId, 0, readerOf(interaction)));
  }

  async remove(interaction: Interaction): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guildId, user, locale } = interaction;
    const { id } = await meant(interaction);
    const { name } = orRefuse(await plugin.parts.methods.remove(guildId, id, user.id));
    const t = plugin.host.texts.in(locale);
    await respond(interaction, { content: t('methods.removed', { name: plain(name, 60) }), private: true });
  }
}

/** How the menu of rates calls one. Whoever types can write `BTC USD` as well. */
const rateKey = ({ coin, currency }: Rate) => `${coin}:${currency}`;

/** The way to pay that was chosen in the menu, or typed by its name. @throws Refusal `no-such-method`. */
async function meant({ guildId, options }: Interaction): Promise<Method> {
  const typed = options.getString('method', true);
  const methods = await plugin.parts.methods.of(guildId);
  const found = methods.find(({ id, name }) => id === typed || name.toLowerCase() === typed.toLowerCase());
  if (!found) {
    throw new Refusal('no-such-method');
  }
  return found;
}
