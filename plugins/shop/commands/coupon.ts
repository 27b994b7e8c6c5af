import { respond, shortened } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { couponChange, nothing } from '../coupons/coupon-input.ts';
import { couponMenu, subcommandNames } from '../coupons/coupon-menu.ts';
import { couponAnswer, couponsAnswer } from '../effects/coupons.ts';
import { readerOf } from '../effects/reader.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Words that make things cost less. */
export class CouponCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'coupon',
      capability: 'coupons',
      subcommands: subcommandNames.map((name) => ({ name, chatInputRun: name })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => couponMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const { guildId, options, locale } = interaction;
    const { coupons, products } = plugin.parts;
    const { name, value } = options.getFocused(true);
    if (name === 'code') {
      const offered = await coupons.offered(guildId, value);
      return interaction.respond(offered.map(({ code }) => ({ name: code, value: code })));
    }
    const all = { name: plugin.host.texts.in(locale)('coupons.all'), value: nothing };
    const offered = await products.offered(guildId, value, {});
    await interaction.respond([
      ...(options.getSubcommand() === 'edit' ? [all] : []),
      ...offered.slice(0, 24).map(({ id, name }) => ({ name: shortened(name, 100), value: id })),
    ]);
  }

  async add(interaction: Interaction): Promise<void> {
    const { guildId, user, options } = interaction;
    const facts = { code: options.getString('code', true), ...(await couponChange(interaction)) };
    const coupon = orRefuse(await plugin.parts.coupons.add(guildId, facts, user.id));
    await respond(interaction, await couponAnswer(coupon, 'added', readerOf(interaction)));
  }

  async edit(interaction: Interaction): Promise<void> {
    const { guildId, user, options } = interaction;
    const change = await couponChange(interaction);
    const code = options.getString('code', true);
    const coupon = orRefuse(await plugin.parts.coupons.edit(guildId, code, change, user.id));
    await respond(interaction, await couponAnswer(coupon, 'edited', readerOf(interaction)));
  }

  async list(interaction: Interaction): Promise<void> {
    await respond(interaction, await couponsAnswer(interaction.guildId, 0, readerOf(interaction)));
  }

  async remove(interaction: Interaction): Promise<void> {
    const { guildId, user, options } = interaction;
    const code = options.getString('code', true);
    const coupon = orRefuse(await plugin.parts.coupons.remove(guildId, code, user.id));
    await respond(interaction, await couponAnswer(coupon, 'removed', readerOf(interaction)));
  }
}
