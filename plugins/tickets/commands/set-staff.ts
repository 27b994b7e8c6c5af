import { respond } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import plugin from '../plugin.ts';
import { completeType, typeNamed } from '../subcommands/type-option.ts';
import { orRefuse } from '../views/refusal.ts';
import { staffView } from '../views/staff.ts';

const roleOptions = ['role', 'role-2', 'role-3'] as const;

/** Says which roles work on tickets, for all types at once. */
export class SetStaffCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'set_staff', capability: 'types' });
  }

  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) => {
      builder.setName(this.name).setDescription('commands.set-staff.description');
      for (const name of roleOptions) {
        builder.addRoleOption((option) =>
          option
            .setName(name)
            .setDescription('commands.set-staff.role')
            .setRequired(name === 'role'),
        );
      }
      return builder
        .addStringOption((option) =>
          option.setName('type').setDescription('commands.set-staff.type').setAutocomplete(true),
        )
        .addBooleanOption((option) => option.setName('only').setDescription('commands.set-staff.only'));
    });
  }

  override async autocompleteRun(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
    await completeType(interaction);
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const { guildId, options, member, locale } = interaction;
    const roles = roleOptions.flatMap((name) => options.getRole(name)?.id ?? []);
    const typed = options.getString('type');
    const type = typed ? (await typeNamed(guildId, typed)).id : undefined;
    const only = options.getBoolean('only') ?? false;
    const types = orRefuse(await plugin.parts.staffRoles.give(guildId, { roles, type, only }, member.id));
    await respond(interaction, staffView(types, type === undefined, plugin.host.texts.in(locale)));
  }
}
