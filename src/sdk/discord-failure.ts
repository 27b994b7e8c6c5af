import { DiscordAPIError } from 'discord.js';

/** Unknown channel, guild, member, message, user. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const unknownThings = new Set<number | string>([10003, 10004, 10007, 10008, 10013]);

/**
 * Why Discord does not do a thing, if asking again would not help: it is `gone`, or the bot is `forbidden` to.
 * Everything else is undefined: a fault of the network, or of ours; throw it, so that the job is tried again.
 */
export function failureOf(error: unknown): 'gone' | 'forbidden' | undefined {
  if (!(error instanceof DiscordAPIError)) {
    return undefined;
  }
  if (unknownThings.has(error.code)) {
    return 'gone';
  }
  return error.status === 403 ? 'forbidden' : undefined;
}

/** Waits for `done`. @returns undefined, or why Discord does not do it, as {@link failureOf}. @throws everything else. */
export async function unlessFailed(done: Promise<unknown>): Promise<'gone' | 'forbidden' | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) {
      throw error;
    }
    return failure;
  }
}
