import { clockTime, type Message, quiet, type Translate } from '@guildhall/sdk';
import { ComponentType } from 'discord.js';
import type { PadState } from '../sessions.ts';
import { waitButton } from './session-card.ts';
import { padLabel, person } from './words.ts';

/** A pad without a session: how to get it. `state` is undefined when the guild has no such pad any more. */
export function freePad(pad: number, state: PadState | undefined, t: Translate): Message {
  if (!state) {
    return { content: t('free-pad.gone', { pad }) };
  }
  const label = padLabel(pad, state.name);
  const { held } = state;
  if (!held?.heldUntil) {
    return { content: t('free-pad.free', { pad: label, number: pad }) };
  }
  const values = { pad: label, user: person(held.user, t), until: clockTime(held.heldUntil) };
  return {
    content: t('free-pad.held', values),
    components: [{ type: ComponentType.ActionRow, components: [waitButton(pad, t)] }],
    allowedMentions: quiet,
  };
}
