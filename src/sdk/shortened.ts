/** Cuts a text so that it has at most `limit` characters, and says so with an ellipsis. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
