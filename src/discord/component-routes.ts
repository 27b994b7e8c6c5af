import type { InteractionHandlerStore } from '@sapphire/framework';
import type { Interaction, RepliableInteraction } from 'discord.js';
import type { Answers } from '../gate/answers.ts';
import { type ComponentHandlers, ComponentRouter, routerTypes } from './component-router.ts';

/** How long somebody else may take to answer a click that no handler took (a collector in a plugin), in ms. */
const patience = 1_500;

/** Puts the routers into Sapphire's store, and sees to it that every click gets an answer. */
export function routeComponents(
  store: InteractionHandlerStore,
  handlers: ComponentHandlers,
  answers: Answers,
): void {
  for (const [name, interactionHandlerType] of Object.entries(routerTypes)) {
    store.set(
      name,
      new ComponentRouter(
        { store, root: '', path: name, name },
        { name, interactionHandlerType, handlers, answers },
      ),
    );
  }
  const run = store.run.bind(store);
  store.run = async (interaction: Interaction) => {
    const taken = await run(interaction);
    if (!taken && interaction.isAutocomplete()) {
      await answers.unknown(interaction);
    } else if (!taken && interaction.isRepliable()) {
      setTimeout(() => answerLate(interaction, answers), patience).unref();
    }
    return taken;
  };
}

function answerLate(interaction: RepliableInteraction, answers: Answers): void {
  if (!interaction.replied && !interaction.deferred) {
    void answers.unknown(interaction);
  }
}
