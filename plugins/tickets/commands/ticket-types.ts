import { respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { ChannelType } from 'discord.js';
import plugin from '../plugin.ts';
import { type TemplateName, templateNames, templates } from '../templates.ts';
import { orRefuse } from '../views/refusal.ts';
import { addedType } from '../views/types.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Defines which kinds of ticket there are. */
export class TicketTypesCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'ticket-types',
      capability: 'types',
      subcommands: [{ name: 'add', chatInputRun: 'add' }],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.ticket-types.description')
        .addSubcommand((sub) =>
          sub
            .setName('add')
            .setDescription('commands.ticket-types.add')
            .addStringOption((option) =>
              option
                .setName('template')
                .setDescription('commands.options.template')
                .setRequired(true)
                .addChoices(
                  ...templateNames.map((name) => ({ name: `templates.${name}.name`, value: name })),
                ),
            )
            .addRoleOption((option) => option.setName('staff').setDescription('commands.options.staff'))
            .addChannelOption((option) =>
              option
                .setName('category')
                .setDescription('commands.options.category')
                .addChannelTypes(ChannelType.GuildCategory),
            )
            .addChannelOption((option) =>
              option
                .setName('closed-category')
                .setDescription('commands.options.closed-category')
                .addChannelTypes(ChannelType.GuildCategory),
            ),
        ),
    );
  }

  async add(interaction: Interaction): Promise<void> {
    const { guildId, options, user, locale } = interaction;
    const template = options.getString('template', true) as TemplateName;
    const { t } = await plugin.host.texts.ofGuild(guildId);
    const type = orRefuse(
      await plugin.parts.types.add(
        guildId,
        {
          ...templates[template],
          name: t(`templates.${template}.name`),
          welcome: t(`templates.${template}.welcome`),
          staffRoles: [options.getRole('staff')?.id ?? []].flat(),
          openCategory: options.getChannel('category')?.id ?? null,
          closedCategory: options.getChannel('closed-category')?.id ?? null,
        },
        user.id,
      ),
    );
    await respond(interaction, addedType(type, plugin.host.texts.in(locale)));
  }
}
