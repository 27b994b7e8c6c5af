import { type Message, person, plain, quiet } from '@guildhall/sdk';
import { type BaseInteraction, roleMention, userMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { welcomeText } from '../types/welcome.ts';
import { numberWords } from '../views/words.ts';

/** The welcome text of a ticket with its facts filled in, in the language of the guild. */
export async function welcomeOf(
  ticket: Pick<Ticket, 'guild' | 'creator' | 'number' | 'ahead'>,
  type: TicketType,
): Promise<string> {
  const { t } = await plugin.host.texts.ofGuild(ticket.guild);
  return welcomeText(type.welcome, {
    user: person(ticket.creator, t),
    number: numberWords(ticket.number),
    type: type.name,
    staff: type.staffRoles.length > 0 ? type.staffRoles.map(roleMention).join(' ') : t('welcome.staff'),
    guild: plugin.host.client.guilds.cache.get(ticket.guild)?.name ?? '',
    open: String(ticket.ahead),
    hours: plain(type.hours ?? '', 300),
  });
}

/** How the welcome text of a type will look, for whoever writes it. */
export async function welcomePreview(
  { guildId, user, locale }: BaseInteraction<'cached'>,
  type: TicketType,
): Promise<Message> {
  const t = plugin.host.texts.in(locale);
  const example = { guild: guildId, creator: user.id, number: 42, ahead: 3 };
  return {
    content: t('welcome.preview', { user: userMention(user.id) }),
    embeds: [{ description: (await welcomeOf(example, type)) || t('welcome.empty') }],
    allowedMentions: quiet,
    private: true,
  };
}
