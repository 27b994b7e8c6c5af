import { ComponentHandler, type ComponentInteraction, Refusal, respond, update } from '@guildhall/sdk';
import { MessageFlags } from 'discord.js';
import plugin from '../plugin.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import { taskView } from '../views/task.ts';

/** "This is me": gives the words out, to the one who is asked and nobody else. */
export class MeHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'verify' });
  }

  override async run(
    interaction: ComponentInteraction,
    [account = '', user = '', by = '']: string[],
  ): Promise<void> {
    const { guildId: guild, locale } = interaction;
    if (interaction.user.id !== user) {
      throw shown(new Refusal('not-your-card', { user }));
    }
    const task = orRefuse(await plugin.parts.verifications.begin({ guild, user, by }, account));
    const view = taskView(task, plugin.host.texts.in(locale));
    const own = interaction.message?.flags.has(MessageFlags.Ephemeral);
    await (own ? update(interaction, view) : respond(interaction, view));
  }
}
