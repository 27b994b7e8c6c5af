import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import { ChannelType } from 'discord.js';
import { addFromTemplate, typeAnswer, typeListAnswer } from '../effects/type-screen.ts';
import plugin from '../plugin.ts';
import { isTemplate, templateNames } from '../types/templates.ts';
import { titleOf } from '../views/type-list.ts';

/** Defines which kinds of ticket there are: a screen. Whoever chooses a template adds a type at once. */
export class TicketTypesCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'ticket-types', capability: 'types' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.ticket-types.description')
        .addStringOption((option) =>
          option
            .setName('template')
            .setDescription('commands.options.template')
            .addChoices(...templateNames.map((name) => ({ name: `templates.${name}.name`, value: name }))),
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
        )
        .addChannelOption((option) =>
          option
            .setName('threads')
            .setDescription('commands.options.threads')
            .addChannelTypes(ChannelType.GuildText),
        ),
    );
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { options, locale } = interaction;
    const template = options.getString('template') ?? '';
    if (!isTemplate(template)) {
      return respond(interaction, await typeListAnswer(interaction));
    }
    const staff = options.getRole('staff');
    const threads = options.getChannel('threads');
    const type = await addFromTemplate(interaction, template, {
      staffRoles: staff ? [staff.id] : [],
      openCategory: options.getChannel('category')?.id ?? null,
      closedCategory: options.getChannel('closed-category')?.id ?? null,
      ...(threads && { mode: 'thread' as const, threadParent: threads.id }),
    });
    const note = plugin.host.texts.in(locale)('type-screen.added', { type: titleOf(type) });
    await respond(interaction, await typeAnswer(interaction, type.id, 'staff', note));
  }
}
