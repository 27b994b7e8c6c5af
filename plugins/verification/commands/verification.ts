import { Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { memberOption } from '../beginning.ts';
import { addBind, listBinds, offeredChoices, removeBind } from '../bind-command.ts';
import { showLinked } from '../completion.ts';
import { factsOf } from '../effects/member-facts.ts';
import { bringUpToDateOrLater, refreshNow } from '../effects/refresh-user.ts';
import { showRun } from '../effects/run-post.ts';
import plugin from '../plugin.ts';
import { verificationMenu } from '../verification-menu.ts';
import { historyView } from '../views/history.ts';
import { movedView } from '../views/linked.ts';
import { refreshedView, runView } from '../views/refresh.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import { statisticsView } from '../views/statistics.ts';
import { reverseView } from '../views/whois.ts';
import { dryRunView, whyView } from '../views/why.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** How far statistics look back when nobody says. */
const usualDays = 30;

/** What staff and admins do about links, roles and binds; members look at their own. */
export class VerificationCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'verification',
      capability: {
        stats: 'look',
        reverse: 'look',
        manual: 'manual',
        transfer: 'transfer',
        'refresh all': 'refresh.all',
        'bind add': 'binds',
        'bind list': 'binds',
        'bind remove': 'binds',
      },
      subcommands: [
        ...['history', 'why', 'stats', 'reverse', 'manual', 'transfer'].map((name) => ({
          name,
          chatInputRun: name,
        })),
        {
          name: 'refresh',
          type: 'group',
          entries: [
            { name: 'member', chatInputRun: 'refreshMember' },
            { name: 'all', chatInputRun: 'refreshAll' },
          ],
        },
        {
          name: 'bind',
          type: 'group',
          entries: [
            { name: 'add', chatInputRun: 'bindAdd' },
            { name: 'list', chatInputRun: 'bindList' },
            { name: 'remove', chatInputRun: 'bindRemove' },
          ],
        },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) => verificationMenu(builder.setName(this.name)));
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    await interaction.respond(await offeredChoices(interaction));
  }

  async history(interaction: Interaction): Promise<void> {
    const user = await whoseOwn(interaction);
    const page = await plugin.parts.history.of(interaction.guildId, user, 0);
    await respond(interaction, historyView(page, user, textsFor(interaction)));
  }

  async why(interaction: Interaction): Promise<void> {
    const user = await whoseOwn(interaction);
    const member = memberOption(interaction, 'user') ?? interaction.member;
    await interaction.deferReply({ flags: 'Ephemeral' });
    const plan = await plugin.parts.planner.plan(factsOf(member));
    await respond(interaction, whyView(user, plan, plugin.host.clock.now(), textsFor(interaction)));
  }

  async stats(interaction: Interaction): Promise<void> {
    const days = interaction.options.getInteger('days') ?? usualDays;
    const totals = await plugin.parts.statistics.of(interaction.guildId, days);
    await respond(interaction, statisticsView(totals, textsFor(interaction)));
  }

  async reverse(interaction: Interaction): Promise<void> {
    const typed = interaction.options.getString('username', true);
    await interaction.deferReply({ flags: 'Ephemeral' });
    const { name, links } = orRefuse(await plugin.parts.registry.reverse(interaction.guildId, typed));
    await respond(interaction, reverseView(name, links, textsFor(interaction)));
  }

  async manual(interaction: Interaction): Promise<void> {
    const { guildId, options, user } = interaction;
    const member = memberOption(interaction, 'user') ?? interaction.member;
    const typed = options.getString('username', true);
    const cause = { by: user.id, reason: options.getString('reason', true) };
    await interaction.deferReply({ flags: 'Ephemeral' });
    const linked = orRefuse(await plugin.parts.registry.assign(guildId, member.id, typed, cause));
    await showLinked(interaction, member, linked);
  }

  async transfer(interaction: Interaction): Promise<void> {
    const { guildId, options, user } = interaction;
    const from = options.getUser('from', true).id;
    const to = memberOption(interaction, 'to')!.id;
    const cause = { by: user.id, reason: options.getString('reason', true) };
    const link = orRefuse(await plugin.parts.registry.move(guildId, from, to, cause));
    await respond(interaction, movedView(from, link, textsFor(interaction)));
    await refreshNow(guildId, { user: from, unlinked: true }, { user: to });
  }

  async refreshMember(interaction: Interaction): Promise<void> {
    const { guildId, options, user, member: self } = interaction;
    const member = memberOption(interaction, 'user') ?? self;
    if (member.id !== user.id && !(await plugin.host.may(self, 'assist'))) {
      throw new Refusal('not-for-others');
    }
    if (!(await plugin.parts.links.of(guildId, member.id))) {
      throw shown(new Refusal('not-verified', { user: member.id }));
    }
    await interaction.deferReply({ flags: 'Ephemeral' });
    const t = textsFor(interaction);
    const now = plugin.host.clock.now();
    if (options.getBoolean('dry-run')) {
      const plan = await plugin.parts.planner.plan(factsOf(member), { fresh: true });
      return respond(interaction, dryRunView(member.id, plan, now, t));
    }
    const update = await bringUpToDateOrLater(member, { fresh: true });
    await respond(interaction, refreshedView(update, member.id, now, t));
  }

  async refreshAll(interaction: Interaction): Promise<void> {
    const { guildId, user } = interaction;
    const { runs } = plugin.parts;
    const { t } = await plugin.host.texts.ofGuild(guildId);
    const open = await runs.open(guildId);
    const run = open ?? orRefuse(await runs.start(guildId, user.id));
    await respond(interaction, runView(run, t));
    const { id, channelId } = await interaction.fetchReply();
    await runs.shownIn(run.id, channelId, id);
    // It may have gone on, or be over, before anybody knew of the message.
    await showRun(guildId, run.id);
  }

  bindAdd(interaction: Interaction): Promise<void> {
    return addBind(interaction);
  }

  bindList(interaction: Interaction): Promise<void> {
    return listBinds(interaction);
  }

  bindRemove(interaction: Interaction): Promise<void> {
    return removeBind(interaction);
  }
}

const textsFor = ({ locale }: Interaction) => plugin.host.texts.in(locale);

/** Whom a member asks about. Everybody may ask about themselves. @throws Refusal `not-for-others`. */
async function whoseOwn({ options, user, member }: Interaction): Promise<string> {
  const target = options.getUser('user')?.id ?? user.id;
  if (target !== user.id && !(await plugin.host.may(member, 'look'))) {
    throw new Refusal('not-for-others');
  }
  return target;
}
