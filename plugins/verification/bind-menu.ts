import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { refuseRoles } from './bind-command.ts';
import plugin from './plugin.ts';
import { bindCard } from './views/bind.ts';
import { orRefuse } from './views/refusal.ts';

/** Chooses the roles of a bind: those that it gives, or those that it takes. */
export abstract class BindMenu extends ComponentHandler {
  readonly #field: 'gives' | 'takes';

  constructor(context: ComponentHandler.LoaderContext, field: 'gives' | 'takes') {
    super(context, { capability: 'binds' });
    this.#field = field;
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    if (!interaction.isRoleSelectMenu()) {
      return;
    }
    const { guildId, member, values, locale } = interaction;
    refuseRoles(member, values);
    const bind = await plugin.parts.binds.change(guildId, id, { [this.#field]: values }, member.id);
    await update(interaction, bindCard(orRefuse(bind), plugin.host.texts.in(locale)));
  }
}
