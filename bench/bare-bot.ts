/** What the bare bots get: `node bench/<bot>.ts <api url> <token>`. */
export const [api, token] = process.argv.slice(2) as [string, string];

/** Tells the bench that all guilds are there. */
export function ready(): void {
  process.send?.({ ready: true });
}
