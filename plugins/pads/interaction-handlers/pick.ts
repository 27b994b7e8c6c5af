import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { freePad } from '../views/free-pad.ts';
import { sessionCard } from '../views/session-card.ts';

/** The board's menu: shows one pad to the person who chose it, with the buttons for it. */
export class PickHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    if (!interaction.isStringSelectMenu()) {
      return;
    }
    const t = pads.host.texts.in(interaction.locale);
    const states = await pads.parts.sessions.states(interaction.guildId);
    const state = states.find(({ pad }) => String(pad) === interaction.values[0]);
    const view = state?.session
      ? sessionCard(await pads.parts.sessions.factsOf(state.session), t)
      : freePad(Number(interaction.values[0]), state, t);
    await respond(interaction, { ...view, private: true });
  }
}
