import type { Clock } from './clock.ts';

/** The first second of 2015, in Unix milliseconds: where Discord's ids begin. */
const DISCORD_EPOCH = 1_420_070_400_000;

/**
 * Makes ids as Discord makes them: 42 bits of time, 22 bits that tell ids of one millisecond apart.
 * Always 17 to 19 digits, which `@discordjs/rest` expects of an id in a route.
 */
export class SnowflakeSource {
  readonly #clock: Clock;
  #millisecond = 0;
  #increment = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const now = this.#clock.now() - DISCORD_EPOCH;
    if (now > this.#millisecond) {
      this.#millisecond = now;
      this.#increment = 0;
    } else if (++this.#increment > 0x3fffff) {
      this.#millisecond += 1;
      this.#increment = 0;
    }
    return ((BigInt(this.#millisecond) << 22n) | BigInt(this.#increment)).toString();
  }
}

/** When `id` was made, in Unix milliseconds. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
}

/** Whether `text` can stand for an id in a route or a body. */
export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text) && BigInt(text) <= 0xffff_ffff_ffff_ffffn;
}

/** Orders ids by age, the oldest first. Ids of one length sort as texts, which spares the big numbers. */
export function compareSnowflakes(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : one > other ? 1 : 0;
}
