import { bodyOf, Refusal, readMoment, respond } from '@guildhall/sdk';
import { type Args, Command } from '@sapphire/framework';
import type { Message, User } from 'discord.js';
import { type Booking, noteLimit, startsLimit } from './booking.ts';
import { offeredPads } from './effects/offered-pads.ts';
import type { Session, SessionKind } from './entities/session.ts';
import pads from './plugin.ts';
import { orRefuse } from './views/refusal.ts';
import { bookedCard } from './views/session-card.ts';
import { unavailable } from './views/waitlist.ts';

/** Refusals that a place in the line helps against. */
const waitable = new Set(['pad-taken', 'pad-held']);

/** Books a pad: `/training` and `/tryout`, which differ in the kind of session only. */
export abstract class BookingCommand extends Command {
  readonly #kind: SessionKind;

  constructor(context: Command.LoaderContext, kind: SessionKind) {
    super(context, { name: kind, capability: `host.${kind}` });
    this.#kind = kind;
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription(`commands.${this.#kind}.description`)
        .addIntegerOption((option) =>
          option
            .setName('pad')
            .setDescription('commands.options.pad')
            .setMinValue(1)
            .setMaxValue(25)
            .setAutocomplete(true)
            .setRequired(true),
        )
        .addStringOption((option) =>
          option
            .setName('starts')
            .setDescription('commands.options.starts')
            .setMinLength(1)
            .setMaxLength(startsLimit)
            .setRequired(true),
        )
        .addUserOption((option) => option.setName('cohost').setDescription('commands.options.cohost'))
        .addStringOption((option) =>
          option.setName('note').setDescription('commands.options.note').setMaxLength(noteLimit),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, options, locale, channelId } = interaction;
    const cohost = options.getUser('cohost');
    refuseBots(cohost);
    const booked = await pads.parts.board.book({
      ...(await this.#start(guildId, options.getString('starts', true), locale)),
      guild: guildId,
      pad: options.getInteger('pad', true),
      host: interaction.user.id,
      cohost: cohost?.id,
      note: options.getString('note') ?? undefined,
      channel: channelId,
    });
    const refusal = booked.err().unwrapOr(undefined);
    if (refusal && waitable.has(refusal.code)) {
      const t = pads.host.texts.in(locale);
      return respond(interaction, unavailable(refusal, options.getInteger('pad', true), t));
    }
    const session = orRefuse(booked);
    const { resource } = await interaction.reply({ ...bodyOf(await cardOf(session)), withResponse: true });
    await pads.parts.marks.shownAs(session.id, resource!.message!.id);
  }

  /** `!training 3 8pm` */
  override async messageRun(message: Message<true>, args: Args): Promise<void> {
    const pad = (await args.pickResult('integer')).unwrapOr(undefined);
    const starts = (await args.restResult('string')).unwrapOr(undefined);
    if (pad === undefined || starts === undefined) {
      const { commandPrefix, commandName } = args.commandContext;
      throw new Refusal('usage', { command: `${commandPrefix}${commandName}` });
    }
    const { guildId, channelId, author } = message;
    const booked = await pads.parts.board.book({
      ...(await this.#start(guildId, starts, (await pads.host.texts.ofGuild(guildId)).locale)),
      guild: guildId,
      pad,
      host: author.id,
      channel: channelId,
    });
    const session = orRefuse(booked);
    const { private: _, v2: __, ...card } = await cardOf(session);
    const { id } = await message.reply(card);
    await pads.parts.marks.shownAs(session.id, id);
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    await interaction.respond(await offeredPads(interaction));
  }

  async #start(
    guild: string,
    starts: string,
    locale: string,
  ): Promise<Pick<Booking, 'kind' | 'starts' | 'startsAt'>> {
    const { timeZone } = await pads.host.texts.ofGuild(guild);
    const startsAt = readMoment(starts, { now: pads.host.clock.now(), timeZone, locale });
    return { kind: this.#kind, starts, startsAt };
  }
}

/** @throws Refusal when somebody who is to lead a session is a bot. */
export function refuseBots(user: User | null): void {
  if (user?.bot) {
    throw new Refusal('bots-cannot-host');
  }
}

async function cardOf(session: Session) {
  const { t } = await pads.host.texts.ofGuild(session.guild);
  const { pingRole } = await pads.host.settings(session.guild);
  return bookedCard(await pads.parts.sessions.factsOf(session), t, pingRole);
}
