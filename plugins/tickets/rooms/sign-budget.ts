/** How often Discord lets the name and topic of a channel be changed. https://github.com/discord/discord-api-docs/issues/2208 */
const writes = 2;
export const signWindow = 10 * 60_000;

/** Discord counts by its own clock, in ms. */
const margin = 2_000;

/** When a sign was written. */
export interface SignTimes {
  readonly lastAt?: Date | null | undefined;
  readonly beforeAt?: Date | null | undefined;
  readonly heldUntil?: Date | null | undefined;
}

/** The earliest moment from `now` on at which a name or topic can be written without meeting Discord's limit. */
export function nextWrite({ lastAt, beforeAt, heldUntil }: SignTimes, now: Date): Date {
  const recent = [beforeAt, lastAt].filter((at) => at && now.getTime() - at.getTime() < signWindow + margin);
  const free = recent.length < writes ? now.getTime() : recent[0]!.getTime() + signWindow + margin;
  return new Date(Math.max(free, heldUntil?.getTime() ?? 0));
}
