import { bodyOf, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { customerOf } from '../customers.ts';
import type { Edit } from '../draft.ts';
import { createdAnswer, historyAnswer, listAnswer, showOrder } from '../effects/answer.ts';
import { sendExport } from '../effects/export.ts';
import { askForEdit, askToCancel } from '../effects/forms.ts';
import { offered } from '../effects/offered.ts';
import { keepFiles, repost } from '../effects/order-files.ts';
import { readerOf, readersIn } from '../effects/reader.ts';
import { statisticsAnswer } from '../effects/statistics.ts';
import { stepAnswer } from '../effects/step-screen.ts';
import type { Order } from '../entities/order.ts';
import { readFilter, readSearch } from '../order-filter.ts';
import { dueRead, priceRead, readOrClear } from '../order-input.ts';
import { orderMenu, subcommandNames } from '../order-menu.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { statusNamed } from '../views/words.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Which method answers a subcommand whose name JavaScript needs for itself. */
const methods: Readonly<Record<string, string>> = { new: 'create' };

/** What may be given to others than `manage`. */
const capabilities: Readonly<Record<string, string>> = { export: 'export', steps: 'steps' };

/** How far back statistics look when nobody says. */
const usualWeeks = 12;

/** What staff do with orders. */
export class OrderCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'order',
      capability: Object.fromEntries(subcommandNames.map((name) => [name, capabilities[name] ?? 'manage'])),
      subcommands: subcommandNames.map((name) => ({ name, chatInputRun: methods[name] ?? name })),
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => orderMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    await interaction.respond(await offered(interaction));
  }

  async create(interaction: Interaction): Promise<void> {
    const { guild, guildId, options, user, channelId, locale, id } = interaction;
    const price = options.getString('price');
    const due = options.getString('due');
    const file = options.getAttachment('file');
    const order = orRefuse(
      await plugin.parts.orders.create({
        guild: guildId,
        customer: await customerOf(guild, options.getString('customer', true)),
        details: options.getString('details', true),
        channel: options.getChannel('channel')?.id ?? channelId,
        price: price ? await priceRead(guildId, price) : undefined,
        dueAt: due ? await dueRead(guildId, locale, due) : undefined,
        by: user.id,
        source: 'slash',
        key: id,
      }),
    );
    const reader = await readersIn(guildId);
    const files = file ? await repost([file]) : [];
    const lost = file && files.length === 0 ? reader.t('card.file-lost') : '';
    const created = await createdAnswer(order, reader);
    const answer = { ...created, content: [created.content, lost].filter(Boolean).join('\n'), files };
    const { resource } = await interaction.reply({ ...bodyOf(answer), withResponse: true });
    await keepFiles(order, resource!.message!, user.id);
  }

  async complete(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const completed = await plugin.parts.orders.complete(guildId, idOf(interaction), user.id);
    await showOrder(interaction, orRefuse(completed), 'completed');
  }

  async list(interaction: Interaction): Promise<void> {
    const filter = await readFilter(interaction);
    await respond(interaction, await listAnswer(interaction.guildId, filter, 0, await readerOf(interaction)));
  }

  async search(interaction: Interaction): Promise<void> {
    const filter = await readSearch(interaction);
    await respond(interaction, await listAnswer(interaction.guildId, filter, 0, await readerOf(interaction)));
  }

  async view(interaction: Interaction): Promise<void> {
    await showOrder(interaction, await meant(interaction));
  }

  async history(interaction: Interaction): Promise<void> {
    const order = await meant(interaction);
    await respond(interaction, await historyAnswer(order, 0, await readerOf(interaction)));
  }

  async status(interaction: Interaction): Promise<void> {
    const { guildId, options, user, locale } = interaction;
    const { orders, steps } = plugin.parts;
    const typed = options.getString('status', true);
    const status = statusNamed(typed, await steps.of(guildId), plugin.host.texts.in(locale));
    if (!status) {
      throw new Refusal('no-such-step');
    }
    if (status === 'cancelled') {
      await askToCancel(interaction, idOf(interaction));
    } else if (status === 'completed') {
      await this.complete(interaction);
    } else {
      const moved = await orders.move(guildId, idOf(interaction), status, user.id);
      await showOrder(interaction, orRefuse(moved), 'moved');
    }
  }

  /** With options it changes what they say; without any it opens the form. */
  async edit(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const edit = await editOf(interaction);
    if (Object.keys(edit).length === 0) {
      await askForEdit(interaction, idOf(interaction));
      return;
    }
    const edited = await plugin.parts.orders.edit(guildId, idOf(interaction), edit, user.id);
    await showOrder(interaction, orRefuse(edited), 'edited');
  }

  async assign(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const to = await assigneeOf(interaction);
    const assigned = await plugin.parts.orders.assign(guildId, idOf(interaction), to, user.id);
    await showOrder(interaction, orRefuse(assigned), to ? 'assigned' : 'unassigned');
  }

  async note(interaction: Interaction): Promise<void> {
    const { guildId, options, user } = interaction;
    const text = options.getString('text', true);
    const noted = await plugin.parts.orders.note(guildId, idOf(interaction), text, user.id);
    await showOrder(interaction, orRefuse(noted), 'noted');
  }

  async cancel(interaction: Interaction): Promise<void> {
    await askToCancel(interaction, idOf(interaction));
  }

  async reopen(interaction: Interaction): Promise<void> {
    const { guildId, options, user } = interaction;
    const reason = options.getString('reason') ?? undefined;
    const reopened = await plugin.parts.orders.reopen(guildId, idOf(interaction), user.id, reason);
    await showOrder(interaction, orRefuse(reopened), 'reopened');
  }

  async stats(interaction: Interaction): Promise<void> {
    const weeks = interaction.options.getInteger('weeks') ?? usualWeeks;
    const reader = await readerOf(interaction);
    await respond(interaction, await statisticsAnswer(interaction.guild, 'weeks', weeks, reader));
  }

  /** All orders, unless a status is named. */
  async export(interaction: Interaction): Promise<void> {
    await sendExport(interaction, { state: 'any', ...(await readFilter(interaction)) });
  }

  async steps(interaction: Interaction): Promise<void> {
    await respond(interaction, await stepAnswer(interaction));
  }
}

const idOf = ({ options }: Interaction) => options.getString('id', true);

async function meant(interaction: Interaction): Promise<Order> {
  return orRefuse(await plugin.parts.orders.find(interaction.guildId, idOf(interaction)));
}

/** What the options of `/order edit` change. A dash takes a price or a due date away. */
async function editOf({ guild, guildId, options, locale }: Interaction): Promise<Edit> {
  const customer = options.getString('customer');
  const details = options.getString('details');
  const channel = options.getChannel('channel');
  const price = options.getString('price');
  const due = options.getString('due');
  return {
    ...(customer && { customer: await customerOf(guild, customer) }),
    ...(details && { details }),
    ...(channel && { channel: channel.id }),
    ...(price && { price: await readOrClear(price, (text) => priceRead(guildId, text)) }),
    ...(due && { dueAt: await readOrClear(due, (text) => dueRead(guildId, locale, text)) }),
  };
}

/** Whom an order is given to: nobody, a member, or whoever asks. @throws Refusal when the member may not work on it. */
async function assigneeOf({ options, user }: Interaction): Promise<string | null> {
  if (options.getBoolean('nobody')) {
    return null;
  }
  if (!options.getUser('to')) {
    return user.id;
  }
  const member = options.getMember('to');
  if (!member) {
    throw new Refusal('not-here');
  }
  if (member.user.bot || !(await plugin.host.may(member, 'manage'))) {
    throw new Refusal('not-staff', { user: `${member}` });
  }
  return member.id;
}
