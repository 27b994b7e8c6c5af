import { DiscordAPIError } from 'discord.js';
import type { Environment } from './env/environment.ts';
import { EnvironmentError } from './env/environment-error.ts';

/** What keeps the bot from starting, in words for the person who starts it; the whole error where nobody knows better. */
export function startProblem(error: unknown, env: Environment | undefined): string {
  if (error instanceof EnvironmentError) {
    return error.message;
  }
  if (error instanceof DiscordAPIError && error.status === 401) {
    return 'DISCORD_TOKEN: Discord does not know this token. Copy it again: discord.com/developers/applications, your application, Bot, Reset Token.';
  }
  const codes = causesOf(error).map(({ code }) => String(code));
  const network = codes.find((code) =>
    /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code),
  );
  const message = error instanceof Error ? error.message : String(error);
  if (
    causesOf(error).some(({ name }) => isOfDatabase(name)) ||
    codes.some((code) => /^(SQLITE_|[0-9A-Z]{5}$)/.test(code))
  ) {
    return `DATABASE_URL: the database cannot be used: ${message}. Is the server running, does the database exist, may this user write to it?`;
  }
  if (network && env) {
    return `Nothing answers (${network}): ${message}. Discord is looked for at ${env.discordApi}; check the network and DISCORD_API_URL.`;
  }
  return error instanceof Error ? (error.stack ?? message) : message;
}

const isOfDatabase = (name: unknown) =>
  /^(ConnectionException|DriverException|SqliteError|DatabaseError)$/.test(String(name));

function causesOf(error: unknown): { name?: unknown; code?: unknown }[] {
  const chain: { name?: unknown; code?: unknown }[] = [];
  for (
    let one = error;
    typeof one === 'object' && one !== null && chain.length < 10;
    one = (one as Error).cause
  ) {
    chain.push(one as { code?: unknown }, { name: one.constructor.name });
  }
  return chain;
}
