import type { BaseInteraction } from 'discord.js';
import { Refusal } from '../sdk/refusal.ts';
import guildhall from './plugin.ts';

/** @throws Refusal `owners-only` for anybody who does not own the bot. */
export function refuseAllButOwners({ user }: BaseInteraction): void {
  if (!guildhall.parts.isOwner(user.id)) {
    throw new Refusal('owners-only');
  }
}
