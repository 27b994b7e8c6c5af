import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import { readerOf } from '../effects/reader.ts';
import { typedIn } from '../effects/typed.ts';
import plugin from '../plugin.ts';
import { methodKept } from '../views/methods.ts';
import { orRefuse } from '../views/refusal.ts';

/** The form with a new way to pay. */
export class MethodHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'methods' });
  }

  override async run(interaction: ComponentInteraction, [kind = '']: string[]): Promise<void> {
    if (!interaction.isModalSubmit()) {
      return;
    }
    const { guildId, user } = interaction;
    const facts = {
      kind,
      name: typedIn(interaction, 'name'),
      address: typedIn(interaction, 'address'),
      again: typedIn(interaction, 'again'),
      instructions: typedIn(interaction, 'instructions'),
    };
    const method = orRefuse(await plugin.parts.methods.add(guildId, facts, user.id));
    const { rates, rateRounds } = plugin.parts;
    const isUsable = (await rates.usable(guildId, [method])).length > 0;
    const done = isUsable ? 'added' : 'added-unrated';
    await respond(interaction, methodKept(method, done, readerOf(interaction), rateRounds.name));
  }
}
