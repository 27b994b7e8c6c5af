import type { Verb } from './verb.ts';
import { verbs } from './verbs.ts';

/** The reference of the control API as Markdown: each verb with an example. `README.md` holds this text. */
export function controlReference(): string {
  return (Object.values(verbs) as unknown as Verb[])
    .map((verb) => `${verb.summary}\n\n\`\`\`http\n${requestLines(verb)}\n\`\`\`\n`)
    .join('\n');
}

/** A verb's example: the request line, and below it the body of a POST. */
function requestLines({ method, path, example }: Verb): string {
  const url = `/control${path}`;
  if (method === 'POST') return `${method} ${url}\n${JSON.stringify(example)}`;
  const query = new URLSearchParams(
    Object.entries(example).map(([key, value]) => [key, String(value)] as [string, string]),
  ).toString();
  return `${method} ${url}${query && `?${query}`}`;
}
