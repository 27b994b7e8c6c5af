import { parseDuration, Refusal, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { may, needRight, ticketHere } from '../rights.ts';
import { reasonLimit } from '../ticket/tickets.ts';
import { orRefuse } from '../views/refusal.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Asks the other side whether the ticket of the channel can be closed. */
export const closeRequest: TicketSubcommand = {
  name: 'close-request',
  menu: (sub) =>
    sub
      .addStringOption((option) =>
        option.setName('reason').setDescription('commands.options.reason').setMaxLength(reasonLimit),
      )
      .addStringOption((option) =>
        option.setName('after').setDescription('commands.options.after').setMaxLength(20),
      ),

  async run(interaction) {
    const { guildId, channelId, member, options, locale } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('close-request', member, ticket);
    const after = options.getString('after');
    const patience = after === null ? undefined : parseDuration(after);
    if (after !== null && patience === undefined) {
      throw new Refusal('patience');
    }
    const asks = member.id === ticket.creator ? 'staff' : 'guest';
    const reason = options.getString('reason') ?? undefined;
    const timed = asks === 'guest' || (await may('close', member, ticket));
    const asking = { by: member.id, asks, reason, patience, timed } as const;
    orRefuse(await plugin.parts.closeRequests.ask(guildId, ticket.id, asking));
    const t = plugin.host.texts.in(locale);
    const waits = patience !== undefined && !timed ? ` ${t('close-request.no-time')}` : '';
    await respond(interaction, { content: `${t(`close-request.sent-${asks}`)}${waits}`, private: true });
  },
};
