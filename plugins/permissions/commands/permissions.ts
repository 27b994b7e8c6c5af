import { isAmong, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import type { SlashCommandMentionableOption, SlashCommandStringOption } from 'discord.js';
import { auditPage } from '../audit-page.ts';
import { giverOf } from '../giver.ts';
import { done, give, principalOf, readerOf } from '../giving.ts';
import { holderOf } from '../holder.ts';
import { offeredWhats } from '../offered-whats.ts';
import permissions from '../plugin.ts';
import { grantList } from '../views/grant-list.ts';
import { orRefuse } from '../views/refusal.ts';
import { verdictView } from '../views/verdict.ts';
import { principal, whatName } from '../views/words.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Everything about who may do what. */
export class PermissionsCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'permissions',
      capability: { grant: 'manage', revoke: 'manage', list: 'see', explain: 'see', audit: 'see' },
      subcommands: [
        { name: 'grant', chatInputRun: 'grant' },
        { name: 'revoke', chatInputRun: 'revoke' },
        { name: 'list', chatInputRun: 'list' },
        { name: 'explain', chatInputRun: 'explain' },
        { name: 'audit', chatInputRun: 'audit' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    const who = (option: SlashCommandMentionableOption) =>
      option.setName('who').setDescription('commands.options.who');
    const what = (option: SlashCommandStringOption) =>
      option.setName('what').setDescription('commands.options.what').setAutocomplete(true).setRequired(true);
    const why = (option: SlashCommandStringOption) =>
      option.setName('reason').setDescription('commands.options.reason').setMaxLength(300);
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.permissions.description')
        .addSubcommand((sub) =>
          sub
            .setName('grant')
            .setDescription('commands.permissions.grant')
            .addMentionableOption((option) => who(option).setRequired(true))
            .addStringOption(what)
            .addStringOption((option) =>
              option.setName('for').setDescription('commands.options.for').setMaxLength(40),
            )
            .addStringOption(why),
        )
        .addSubcommand((sub) =>
          sub
            .setName('revoke')
            .setDescription('commands.permissions.revoke')
            .addMentionableOption((option) => who(option).setRequired(true))
            .addStringOption(what)
            .addStringOption(why),
        )
        .addSubcommand((sub) =>
          sub.setName('list').setDescription('commands.permissions.list').addMentionableOption(who),
        )
        .addSubcommand((sub) =>
          sub
            .setName('explain')
            .setDescription('commands.permissions.explain')
            .addUserOption((option) =>
              option.setName('user').setDescription('commands.options.user').setRequired(true),
            )
            .addStringOption(what),
        )
        .addSubcommand((sub) => sub.setName('audit').setDescription('commands.permissions.audit')),
    );
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    const plugins = interaction.options.getSubcommand() !== 'explain';
    await interaction.respond(offeredWhats(interaction, plugins));
  }

  async grant(interaction: Interaction): Promise<void> {
    const { options } = interaction;
    const terms = { length: options.getString('for'), reason: options.getString('reason') };
    const to = principalOf(options.getMentionable('who', true));
    await give(interaction, to, options.getString('what', true), terms);
  }

  async revoke(interaction: Interaction): Promise<void> {
    const { guildId: guild, options, member, locale } = interaction;
    const to = principalOf(options.getMentionable('who', true));
    const what = options.getString('what', true);
    const reason = options.getString('reason') ?? undefined;
    orRefuse(await permissions.parts.book.revoke({ guild, to, what }, giverOf(member), reason));
    const { t, declared } = readerOf(locale);
    const who = principal({ kind: to.kind, principal: to.id, guild });
    await respond(interaction, done(t('taken', { who, what: whatName(what, declared, locale, t) })));
  }

  async list(interaction: Interaction): Promise<void> {
    const { guildId, options, locale } = interaction;
    const who = options.getMentionable('who');
    const to = who ? principalOf(who) : undefined;
    const page = await permissions.parts.book.list(guildId, to, 0);
    await respond(interaction, grantList(page, to, readerOf(locale)));
  }

  async explain(interaction: Interaction): Promise<void> {
    const { options, locale } = interaction;
    const member = options.getMember('user');
    if (!member) {
      throw new Refusal('not-here');
    }
    const what = options.getString('what', true);
    const { capabilities } = permissions.host;
    const declared = capabilities.declared().find(({ name }) => name === what);
    const explained = {
      user: member.id,
      what,
      verdict: await capabilities.verdict(member, what),
      among: declared !== undefined && isAmong(member, declared.audience),
      found: await permissions.parts.lookup.found(holderOf(member), what),
    };
    await respond(interaction, verdictView(explained, readerOf(locale)));
  }

  async audit(interaction: Interaction): Promise<void> {
    await respond(interaction, await auditPage(interaction.guildId, 0, interaction.locale));
  }
}
