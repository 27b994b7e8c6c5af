import type { AutocompleteInteraction } from 'discord.js';

/** Autocomplete has nothing to defer: who is too late offered nothing. @returns how to stop watching. */
export function suggestInTime(
  interaction: AutocompleteInteraction,
  patience: number,
  report: (error: unknown) => void,
): () => void {
  const own = interaction.respond.bind(interaction);
  let begun = false;
  const respond: typeof own = async (choices) => {
    if (!begun) {
      begun = true;
      await own(choices);
    }
  };
  interaction.respond = respond;
  const timer = setTimeout(() => void respond([]).catch(report), patience);
  return () => clearTimeout(timer);
}
