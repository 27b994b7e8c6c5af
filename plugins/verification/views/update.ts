import { plain, type Translate } from '@guildhall/sdk';
import { roleMention } from 'discord.js';
import { refusalFor } from '../account-check.ts';
import type { MemberUpdate } from '../effects/member-update.ts';
import type { MemberPlan } from '../member-plan.ts';
import { shown } from './refusal.ts';
import { roleList } from './words.ts';

/** How many roles a line tells. */
const rolesShown = 10;
/** How many roles that cannot be touched are told of. */
const blockedShown = 5;

/** What was done with a member's roles and nickname, one line each; nothing to say is no line. */
export function updateLines({ plan, roles, nickname }: MemberUpdate, now: Date, t: Translate): string[] {
  return [
    ...(roles === 'changed' ? changeLines(plan, t) : []),
    ...(roles === 'forbidden' ? [t('update.roles-forbidden')] : []),
    ...blockedLines(plan, t),
    ...(nickname === 'changed' ? [t('update.nickname', { name: plain(plan.nickname ?? '') })] : []),
    ...(nickname === 'forbidden' ? [t('update.nickname-forbidden')] : []),
    ...(nickname === 'owner' ? [t('update.nickname-owner')] : []),
    ...bypassLines(plan, t),
    ...troubleLines(plan, now, t),
  ];
}

/** What would be done. */
export function planLines(plan: MemberPlan, now: Date, t: Translate): string[] {
  const lines = [
    ...changeLines(plan, t),
    ...blockedLines(plan, t),
    ...(plan.nickname ? [t('update.nickname', { name: plain(plan.nickname) })] : []),
    ...bypassLines(plan, t),
    ...troubleLines(plan, now, t),
  ];
  return lines.length > 0 ? lines : [t('update.same')];
}

function changeLines({ roles }: MemberPlan, t: Translate): string[] {
  return [
    ...(roles && roles.add.length > 0 ? [t('update.given', { roles: roleList(roles.add, rolesShown) })] : []),
    ...(roles && roles.remove.length > 0
      ? [t('update.taken', { roles: roleList(roles.remove, rolesShown) })]
      : []),
  ];
}

function blockedLines({ roles }: MemberPlan, t: Translate): string[] {
  return (roles?.blocked ?? [])
    .slice(0, blockedShown)
    .map(({ role, why }) => t(`update.blocked.${why}`, { role: roleMention(role) }));
}

function bypassLines({ bypassed }: MemberPlan, t: Translate): string[] {
  return [
    ...(bypassed.roles ? [t('update.bypass-roles')] : []),
    ...(bypassed.nickname ? [t('update.bypass-nickname')] : []),
  ];
}

function troubleLines({ trouble, account }: MemberPlan, now: Date, t: Translate): string[] {
  if (trouble) {
    const { code, values } = shown(refusalFor(trouble, now));
    return [t('update.trouble'), t(`refusals.${code}`, values)];
  }
  return account === 'fine' ? [] : [t(`update.account-${account}`)];
}
