import { clockTime, type Message, quiet, type Refusal, type Translate } from '@guildhall/sdk';
import { type APIButtonComponentWithCustomId, ComponentType } from 'discord.js';
import type { Waiting } from '../entities/waiting.ts';
import type { Place } from '../waitlist.ts';
import { shown } from './refusal.ts';
import { stopWaitingButton, waitButton } from './session-card.ts';
import { padLabel, person } from './words.ts';

const row = (button: APIButtonComponentWithCustomId) => ({
  type: ComponentType.ActionRow as const,
  components: [button],
});

/** A pad cannot be had now: why, and the way into its line. */
export function unavailable(refusal: Refusal, pad: number, t: Translate): Message {
  const { code, values } = shown(refusal);
  return {
    content: t(`refusals.${code}`, values),
    components: [row(waitButton(pad, t))],
    allowedMentions: quiet,
    private: true,
  };
}

export function inLine({ pad, position }: Place, name: string | undefined, t: Translate): Message {
  return {
    content: t('waitlist.joined', { pad: padLabel(pad, name), position }),
    components: [row(stopWaitingButton(pad, t))],
    private: true,
  };
}

export function outOfLine(pad: number, name: string | undefined, t: Translate): Message {
  return { content: t('waitlist.left', { pad: padLabel(pad, name) }), private: true };
}

/** Tells somebody that the pad they wait for is free now. */
export function yourTurn({ pad, user, heldUntil }: Waiting, name: string | undefined, t: Translate): Message {
  const values = { pad: padLabel(pad, name), number: pad, until: clockTime(heldUntil!) };
  return {
    content: `${person(user, t)} ${t('waitlist.your-turn', values)}`,
    components: [row(stopWaitingButton(pad, t))],
    allowedMentions: { users: [user] },
  };
}
