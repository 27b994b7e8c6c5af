import { Refusal, respond } from '@guildhall/sdk';
import { GuildMember, Role, roleMention, userMention } from 'discord.js';
import plugin from '../plugin.ts';
import { needRight, standingOf, ticketHere } from '../rights.ts';
import { doneView } from '../views/done.ts';
import { orRefuse } from '../views/refusal.ts';
import type { Interaction, TicketSubcommand } from './subcommand.ts';

/** Adds a member or a role to the ticket of the channel. */
export const addPerson: TicketSubcommand = {
  name: 'add',
  menu: askWho,
  run: (interaction) => change(interaction, 'add'),
};

/** Takes out a member or a role that was added. */
export const removePerson: TicketSubcommand = {
  name: 'remove',
  menu: askWho,
  run: (interaction) => change(interaction, 'remove'),
};

function askWho(sub: Parameters<TicketSubcommand['menu']>[0]) {
  return sub.addMentionableOption((option) =>
    option.setName('who').setDescription('commands.options.who').setRequired(true),
  );
}

async function change(interaction: Interaction, act: 'add' | 'remove'): Promise<void> {
  const { guildId, channelId, member } = interaction;
  const { tickets } = plugin.parts;
  const ticket = await ticketHere(guildId, channelId);
  await needRight(act, member, ticket);
  const { id, kind } = whoOf(interaction);
  orRefuse(
    act === 'add'
      ? await tickets.add(guildId, ticket.id, { subject: id, kind }, member.id)
      : await tickets.remove(guildId, ticket.id, id, member.id, !(await standingOf(member, ticket)).staff),
  );
  await respond(
    interaction,
    await doneView(act, ticket, kind === 'role' ? roleMention(id) : userMention(id)),
  );
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
