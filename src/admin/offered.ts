import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';

/** Discord's limit for the choices of an autocomplete, and for the length of one. */
const choiceLimit = 25;
const lengthLimit = 100;

/** Offers what fits to what a person has typed so far: the beginning of its name or of its value first. */
export async function offer(
  interaction: AutocompleteInteraction,
  choices: readonly ApplicationCommandOptionChoiceData<string>[],
): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const rank = ({ name, value }: ApplicationCommandOptionChoiceData<string>) => {
    const at = [name, value].map((text) => text.toLowerCase().indexOf(typed));
    return at.includes(0) ? 0 : at.some((index) => index > 0) ? 1 : 2;
  };
  const fitting = choices.filter((choice) => rank(choice) < 2).sort((a, b) => rank(a) - rank(b));
  await interaction.respond(
    fitting.slice(0, choiceLimit).map(({ name, value }) => ({ name: name.slice(0, lengthLimit), value })),
  );
}
