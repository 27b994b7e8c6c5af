import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { typedIn } from '../effects/typed.ts';
import plugin from '../plugin.ts';
import { methodKept } from '../views/methods.ts';
import { orRefuse } from '../views/refusal.ts';

/** The form with the new address of a way to pay. */
export class MethodAddressHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'methods' });
  }

  override async run(interaction: ComponentInteraction, [id = '']: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guildId, user } = interaction;
    const typed = { address: typedIn(interaction, 'address'), again: typedIn(interaction, 'again') };
    const method = orRefuse(await plugin.parts.methods.move(guildId, id, typed, user.id));
    await respond(interaction, methodKept(method, 'moved', readerOf(interaction)));
  }
}
