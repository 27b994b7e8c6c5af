/** Ids count up with time: https://docs.discord.com/developers/reference#snowflakes */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
