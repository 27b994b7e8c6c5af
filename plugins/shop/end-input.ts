import { Refusal, readDeadline } from '@guildhall/sdk';
import plugin from './plugin.ts';

/** The moment that somebody means as the end of something: by their guild's clock, a day until its end. @throws Refusal `until-unclear`. */
export async function readEnd(guild: string, locale: string, typed: string): Promise<Date> {
  const { timeZone } = await plugin.host.texts.ofGuild(guild);
  const end = readDeadline(typed, { now: plugin.host.clock.now(), timeZone, locale });
  if (!end) {
    throw new Refusal('until-unclear');
  }
  return end;
}
