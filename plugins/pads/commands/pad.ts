import { Refusal, respond } from '@guildhall/sdk';
import type { Args, Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { AttachmentBuilder, channelMention, type Message, type SlashCommandIntegerOption } from 'discord.js';
import { refuseBots } from '../booking-command.ts';
import { daysBefore } from '../context.ts';
import { repostBoard } from '../effects/board-post.ts';
import { offeredPads } from '../effects/offered-pads.ts';
import { sessionAnswer } from '../effects/session-answer.ts';
import type { Session } from '../entities/session.ts';
import { moverOf } from '../mover.ts';
import pads from '../plugin.ts';
import { nothing } from '../statistics.ts';
import { boardView } from '../views/board.ts';
import { historyView } from '../views/history.ts';
import { orRefuse } from '../views/refusal.ts';
import { hostTotal, leaderboard } from '../views/statistics.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** How far statistics and exports look back when nobody says. */
const usualDays = 90;

/** Subcommands that are about a pad in use; `list` and `history` know the others too. */
const aboutSessions = new Set(['end', 'extend', 'transfer']);

/** Everything about pads but booking one. */
export class PadCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'pad',
      aliases: ['pads'],
      capability: { board: 'board', export: 'export' },
      subcommands: [
        { name: 'list', chatInputRun: 'list', messageRun: 'typedList', default: true },
        { name: 'end', chatInputRun: 'end' },
        { name: 'extend', chatInputRun: 'extend' },
        { name: 'transfer', chatInputRun: 'transfer' },
        { name: 'history', chatInputRun: 'history' },
        { name: 'stats', chatInputRun: 'stats' },
        { name: 'export', chatInputRun: 'export' },
        { name: 'board', chatInputRun: 'board' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    const pad = (option: SlashCommandIntegerOption) =>
      option
        .setName('pad')
        .setDescription('commands.options.pad')
        .setMinValue(1)
        .setMaxValue(25)
        .setAutocomplete(true);
    const days = (option: SlashCommandIntegerOption) =>
      option.setName('days').setDescription('commands.options.days').setMinValue(1).setMaxValue(3650);
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.pad.description')
        .addSubcommand((sub) => sub.setName('list').setDescription('commands.pad.list'))
        .addSubcommand((sub) =>
          sub
            .setName('end')
            .setDescription('commands.pad.end')
            .addIntegerOption(pad)
            .addStringOption((option) =>
              option.setName('reason').setDescription('commands.options.reason').setMaxLength(300),
            ),
        )
        .addSubcommand((sub) =>
          sub.setName('extend').setDescription('commands.pad.extend').addIntegerOption(pad),
        )
        .addSubcommand((sub) =>
          sub
            .setName('transfer')
            .setDescription('commands.pad.transfer')
            .addUserOption((option) =>
              option.setName('to').setDescription('commands.options.to').setRequired(true),
            )
            .addIntegerOption(pad),
        )
        .addSubcommand((sub) =>
          sub
            .setName('history')
            .setDescription('commands.pad.history')
            .addIntegerOption(pad)
            .addUserOption((option) => option.setName('host').setDescription('commands.options.host')),
        )
        .addSubcommand((sub) =>
          sub
            .setName('stats')
            .setDescription('commands.pad.stats')
            .addUserOption((option) => option.setName('host').setDescription('commands.options.host'))
            .addIntegerOption(days),
        )
        .addSubcommand((sub) =>
          sub.setName('export').setDescription('commands.pad.export').addIntegerOption(days),
        )
        .addSubcommand((sub) => sub.setName('board').setDescription('commands.pad.board')),
    );
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const busyOnly = aboutSessions.has(interaction.options.getSubcommand());
    await interaction.respond(await offeredPads(interaction, busyOnly));
  }

  async list(interaction: Interaction): Promise<void> {
    const states = await pads.parts.sessions.states(interaction.guildId);
    const view = boardView(states, pads.host.texts.in(interaction.locale), 'list');
    await respond(interaction, { ...view, private: true });
  }

  /** `!pads` */
  async typedList(message: Message<true>, _args: Args): Promise<void> {
    const states = await pads.parts.sessions.states(message.guildId);
    const { t } = await pads.host.texts.ofGuild(message.guildId);
    const { private: _, v2: __, ...view } = boardView(states, t, 'list');
    await message.reply(view);
  }

  async end(interaction: Interaction): Promise<void> {
    const { id } = await meant(interaction);
    const reason = interaction.options.getString('reason') ?? undefined;
    const mover = await moverOf(interaction.member);
    const ended = await pads.parts.endings.end(interaction.guildId, id, mover, reason);
    await respond(interaction, await sessionAnswer(interaction, orRefuse(ended)));
  }

  async extend(interaction: Interaction): Promise<void> {
    const { id } = await meant(interaction);
    const extended = await pads.parts.board.extend(
      interaction.guildId,
      id,
      await moverOf(interaction.member),
    );
    await respond(interaction, await sessionAnswer(interaction, orRefuse(extended)));
  }

  async transfer(interaction: Interaction): Promise<void> {
    const { id, kind } = await meant(interaction);
    const to = interaction.options.getMember('to');
    if (!to) {
      throw new Refusal('not-here');
    }
    refuseBots(to.user);
    if (!(await pads.host.may(to, `host.${kind}`))) {
      throw new Refusal('may-not-host', { user: `${to}` });
    }
    const mover = await moverOf(interaction.member);
    const moved = await pads.parts.board.transfer(interaction.guildId, id, mover, to.id);
    await respond(interaction, await sessionAnswer(interaction, orRefuse(moved)));
  }

  async history(interaction: Interaction): Promise<void> {
    const { guildId, options, locale } = interaction;
    const filter = {
      pad: options.getInteger('pad') ?? undefined,
      host: options.getUser('host')?.id,
    };
    const page = await pads.parts.archive.history(guildId, filter, 0);
    await respond(interaction, historyView(page, filter, pads.host.texts.in(locale)));
  }

  async stats(interaction: Interaction): Promise<void> {
    const { guildId, options, locale } = interaction;
    const days = options.getInteger('days') ?? usualDays;
    const host = options.getUser('host')?.id;
    const t = pads.host.texts.in(locale);
    const totals = await pads.parts.statistics.hosts(guildId, daysAgo(days));
    const view = host
      ? hostTotal(totals.find((total) => total.host === host) ?? nothing(host), days, t)
      : leaderboard(totals, days, 0, t);
    await respond(interaction, view);
  }

  async export(interaction: Interaction): Promise<void> {
    const { guildId, options, locale } = interaction;
    await interaction.deferReply({ flags: 'Ephemeral' });
    const { text, sessions } = await pads.parts.archive.csv(
      guildId,
      daysAgo(options.getInteger('days') ?? usualDays),
    );
    const day = pads.host.clock.now().toISOString().slice(0, 10);
    await respond(interaction, {
      content: pads.host.texts.in(locale)('export.done', { count: sessions }),
      files: [new AttachmentBuilder(Buffer.from(text), { name: `pads-${day}.csv` })],
    });
  }

  async board(interaction: Interaction): Promise<void> {
    const channel = channelMention(await repostBoard(interaction.guildId));
    const content = pads.host.texts.in(interaction.locale)('board.again', { channel });
    await respond(interaction, { content, private: true });
  }
}

async function meant({ guildId, user, options }: Interaction): Promise<Session> {
  const pad = options.getInteger('pad') ?? undefined;
  return orRefuse(await pads.parts.sessions.meant(guildId, user.id, pad));
}

const daysAgo = (days: number) => daysBefore(pads.host.clock.now(), days);
