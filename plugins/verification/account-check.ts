import { Refusal } from '@guildhall/sdk';
import { after, day } from './context.ts';
import type { Account, AccountOutcome, Trouble } from './roblox/roblox.ts';
import type { VerificationSettings } from './settings.ts';

/** What to tell somebody when Roblox gave no answer. It says nothing about the account. */
export function refusalFor(trouble: Trouble, now: Date): Refusal {
  switch (trouble.kind) {
    case 'throttled':
      return new Refusal('roblox-busy', { at: after(now, trouble.retryAfter) });
    case 'down':
      return new Refusal('roblox-down');
    case 'changed':
      return new Refusal('roblox-changed');
  }
}

/** The account of an outcome. @param asked the name that somebody gave. @throws Refusal when there is none to use. */
export function accountOf(outcome: AccountOutcome, asked: string, now: Date): Account {
  switch (outcome.kind) {
    case 'found':
      return outcome.account;
    case 'banned':
      throw new Refusal('account-banned', { name: outcome.account.name });
    case 'absent':
      throw new Refusal('account-absent', { name: asked });
    default:
      throw refusalFor(outcome, now);
  }
}

/** @throws Refusal when the account is younger than the guild wants. */
export function refuseYoung(
  { name, created }: Account,
  { minimumAgeDays }: Pick<VerificationSettings, 'minimumAgeDays'>,
  now: Date,
): void {
  const oldEnough = after(created, minimumAgeDays * day);
  if (oldEnough > now) {
    throw new Refusal('account-young', { name, count: minimumAgeDays, day: oldEnough });
  }
}

const spellings = /^[\p{L}\p{N}_]{1,50}$/u;

/** A name as somebody typed it, made fit to be asked for. @throws Refusal when no account can be called so. */
export function nameFrom(typed: string): string {
  const name = typed.trim().replace(/^@/, '');
  if (!spellings.test(name)) {
    throw new Refusal('account-name');
  }
  return name;
}
