import { dateTime, type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import type { MemberPlan } from '../member-plan.ts';
import { bindLine } from './bind.ts';
import { planLines } from './update.ts';
import { blue } from './words.ts';

const bindsShown = 7;

/** Why a member has the roles that they have: link, binds, and what a refresh would change. */
export function whyView(user: string, plan: MemberPlan, now: Date, t: Translate): Message {
  const { link, binds } = plan;
  // What holds explains most.
  const verdicts = binds
    .toSorted((a, b) => Number(b.holds ?? false) - Number(a.holds ?? false))
    .slice(0, bindsShown)
    .map(
      ({ bind, holds }) =>
        `${t(`why.${holds === undefined ? 'unknown' : holds ? 'holds' : 'not'}`)} ${bindLine(bind, t)}`,
    );
  const description = [
    link
      ? t('whois.is', { user: person(user, t), name: plain(link.name) })
      : t('why.not-verified', { user: person(user, t) }),
    ...(link?.refreshedAt ? [t('why.refreshed', { at: dateTime(link.refreshedAt) })] : []),
    ...(link ? ['', t('why.binds'), ...(verdicts.length > 0 ? verdicts : [t('why.no-binds')])] : []),
    ...(binds.length > bindsShown ? [t('why.more', { count: binds.length - bindsShown })] : []),
    ...(link ? ['', t('why.next'), ...planLines(plan, now, t)] : []),
  ].join('\n');
  return {
    embeds: [{ title: t('why.title'), color: blue, description }],
    allowedMentions: quiet,
    private: true,
  };
}

/** What a refresh would do. */
export function dryRunView(user: string, plan: MemberPlan, now: Date, t: Translate): Message {
  const lines = [t('refresh.would', { user: person(user, t) }), ...planLines(plan, now, t)];
  return { content: lines.join('\n'), allowedMentions: quiet, private: true };
}
