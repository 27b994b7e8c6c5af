import { failureOf, quiet, Refusal, respond } from '@guildhall/sdk';
import { DiscordAPIError, type Message } from 'discord.js';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { orRefuse } from '../views/refusal.ts';
import type { Interaction, TicketSubcommand } from './subcommand.ts';

/** Maximum number of pins reached. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const tooManyPins = 30003;

/** Pins the ticket of the channel to the top of lists, or a message in it. What is pinned is unpinned. */
export const pin: TicketSubcommand = {
  name: 'pin',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('message').setDescription('commands.options.pin-message').setMaxLength(120),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options, locale } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('pin', member, ticket);
    const t = plugin.host.texts.in(locale);
    const typed = options.getString('message');
    if (typed !== null) {
      const message = await messageMeant(interaction, typed);
      const { url: link, pinned } = message;
      await turn(message);
      const content = t(pinned ? 'done.unpin-message' : 'done.pin-message', { link });
      return respond(interaction, { content, private: true });
    }
    const pinned = ticket.pinnedAt === null;
    orRefuse(await plugin.parts.work.pin(guildId, ticket.id, pinned, member.id));
    const content = t(pinned ? 'done.pin' : 'done.unpin');
    await respond(interaction, { content, allowedMentions: quiet, private: true });
  },
};

/** The message of this channel that an id or a link means. @throws Refusal `no-such-message`. */
async function messageMeant({ channel }: Interaction, typed: string): Promise<Message<true>> {
  const id = /(\d{17,20})\/?$/.exec(typed.trim())?.[1];
  // What we remember of a message may be older than its last pin.
  const message = id && (await channel?.messages.fetch({ message: id, force: true }).catch(orNone));
  if (!message) {
    throw new Refusal('no-such-message');
  }
  return message;
}

function orNone(error: unknown): undefined {
  if (!failureOf(error)) {
    throw error;
  }
}

/** @throws Refusal `may-not-pin`, `too-many-pins`, `no-such-message`. */
async function turn(message: Message<true>): Promise<void> {
  try {
    await (message.pinned ? message.unpin() : message.pin());
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === tooManyPins) {
      throw new Refusal('too-many-pins');
    }
    const failure = failureOf(error);
    if (failure) {
      throw new Refusal(failure === 'forbidden' ? 'may-not-pin' : 'no-such-message');
    }
    throw error;
  }
}
