import type { PluginHost } from './plugin.ts';
import { Refusal } from './refusal.ts';
import { readDeadline } from './time-reading.ts';

/**
 * The moment that somebody means as the end of something: by their guild's clock, a day until its end.
 * @throws Refusal `until-unclear`.
 */
export async function readEnd(
  { texts, clock }: Pick<PluginHost, 'texts' | 'clock'>,
  guild: string,
  locale: string,
  typed: string,
): Promise<Date> {
  const { timeZone } = await texts.ofGuild(guild);
  const end = readDeadline(typed, { now: clock.now(), timeZone, locale });
  if (!end) {
    throw new Refusal('until-unclear');
  }
  return end;
}
