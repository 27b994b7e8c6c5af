import plugin from '../plugin.ts';
import { otherReason } from '../views/staff-forms.ts';

/** Reasons that the locale files bring, for guilds that name none. */
const brought = ['not-found', 'amount', 'unclear', 'other-order'] as const;

/** Why staff of a guild usually turn payments down, in the language that its buyers are told in. */
export async function usualReasons(guild: string): Promise<string[]> {
  const { rejectReasons } = await plugin.host.settings(guild);
  const { t } = await plugin.host.texts.ofGuild(guild);
  const usual = rejectReasons.length > 0 ? rejectReasons : brought.map((one) => t(`reject-reasons.${one}`));
  // A menu takes no choice twice.
  return [...new Set(usual)].filter((one) => one !== otherReason);
}
