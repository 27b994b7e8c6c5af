import { Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { GuildMember, Role, roleMention, userMention } from 'discord.js';
import { type ActName, act } from '../acts.ts';
import { askToClose, askToDelete } from '../effects/questions.ts';
import { openTicket } from '../opening.ts';
import plugin from '../plugin.ts';
import { needStaff, ticketHere } from '../rights.ts';
import { ticketMenu } from '../ticket-menu.ts';
import { doneView } from '../views/done.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Opens tickets and works on them. */
export class TicketCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'ticket',
      capability: { create: 'open' },
      subcommands: [
        { name: 'create', chatInputRun: 'create' },
        { name: 'add', chatInputRun: 'add' },
        { name: 'remove', chatInputRun: 'remove' },
        ...['claim', 'unclaim', 'close', 'reopen', 'delete'].map((name) => ({ name, chatInputRun: 'act' })),
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => ticketMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const typed = interaction.options.getFocused().toLowerCase();
    const types = await plugin.parts.types.offered(interaction.guildId);
    await interaction.respond(
      types
        .filter(({ name }) => name.toLowerCase().includes(typed))
        .map(({ id, name }) => ({ name, value: id })),
    );
  }

  async create(interaction: Interaction): Promise<void> {
    const { options, guildId } = interaction;
    const typed = options.getString('type', true);
    const types = await plugin.parts.types.offered(guildId);
    const type = types.find(({ id, name }) => id === typed || name.toLowerCase() === typed.toLowerCase());
    if (!type) {
      throw new Refusal(types.length === 0 ? 'no-types' : 'no-such-type');
    }
    await openTicket(interaction, type.id, options.getString('subject') ?? undefined);
  }

  async act(interaction: Interaction): Promise<void> {
    const { guildId, channelId, member, options } = interaction;
    const name = options.getSubcommand() as ActName;
    const ticket = await ticketHere(guildId, channelId);
    if (name === 'delete') {
      return askToDelete(interaction, ticket);
    }
    if (name === 'close' && options.getString('reason') === null) {
      return askToClose(interaction, ticket);
    }
    const after = await act(name, member, ticket, options.getString('reason') ?? undefined);
    await respond(interaction, await doneView(name, after, member.id));
  }

  async add(interaction: Interaction): Promise<void> {
    const { guildId, channelId, member } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needStaff(member, ticket);
    const { id, kind } = whoOf(interaction);
    orRefuse(await plugin.parts.tickets.add(guildId, ticket.id, { subject: id, kind }, member.id));
    await respond(
      interaction,
      await doneView('add', ticket, kind === 'role' ? roleMention(id) : userMention(id)),
    );
  }

  async remove(interaction: Interaction): Promise<void> {
    const { guildId, channelId, member } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needStaff(member, ticket);
    const { id, kind } = whoOf(interaction);
    orRefuse(await plugin.parts.tickets.remove(guildId, ticket.id, id, member.id));
    await respond(
      interaction,
      await doneView('remove', ticket, kind === 'role' ? roleMention(id) : userMention(id)),
    );
  }
}

/** The member or role that somebody chose. @throws Refusal `not-here` for somebody who is not in the guild. */
function whoOf({ options }: Interaction): { readonly id: string; readonly kind: 'user' | 'role' } {
  const who = options.getMentionable('who', true);
  if (who instanceof Role) {
    return { id: who.id, kind: 'role' };
  }
  if (who instanceof GuildMember) {
    return { id: who.id, kind: 'user' };
  }
  throw new Refusal('not-here');
}
