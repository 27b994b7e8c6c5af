import type { Translate } from '@guildhall/sdk';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import type { PadState } from '../sessions.ts';

/** What Discord shows of a choice, in characters. */
const limit = 100;

/** Pads to choose from while typing: number, name, and whether they are free. `typed` is a number or a part of a name. */
export function padChoices(
  states: readonly PadState[],
  typed: string,
  { t, locale, timeZone }: { t: Translate; locale: string; timeZone: string },
): ApplicationCommandOptionChoiceData<number>[] {
  const search = typed.trim().toLowerCase();
  const hour = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  return states
    .filter(({ pad, name }) => String(pad).startsWith(search) || name?.toLowerCase().includes(search))
    .slice(0, 25)
    .map(({ pad, name, session, held }) => {
      const until = session?.endsAt ?? held?.heldUntil;
      const state = !until
        ? t('choices.free')
        : t(session ? 'choices.busy' : 'choices.held', { until: hour.format(until) });
      return { name: `${pad}${name ? ` ${name}` : ''} · ${state}`.slice(0, limit), value: pad };
    });
}
