import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import pads from '../plugin.ts';
import { padChoices } from '../views/pad-choices.ts';

/** The pads that fit what somebody has typed so far. @param busyOnly leaves out those that are free. */
export async function offeredPads(
  { guildId, options, locale }: AutocompleteInteraction<'cached'>,
  busyOnly = false,
): Promise<ApplicationCommandOptionChoiceData<number>[]> {
  const states = await pads.parts.sessions.states(guildId);
  const { timeZone } = await pads.host.texts.ofGuild(guildId);
  const t = pads.host.texts.in(locale);
  return padChoices(
    states.filter(({ session }) => session || !busyOnly),
    options.getFocused(),
    { t, locale, timeZone },
  );
}
