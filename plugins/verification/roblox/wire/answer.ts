/** More than any answer that is asked for can have, in bytes. */
const longest = 1_000_000;

/** The content of an answer. `broken`: it should have been JSON. `foreign`: a page, or nothing. */
export type Content =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'broken' }
  | { readonly kind: 'foreign' };

/** Reads an answer to its end. @throws when the connection breaks off, or the answer does not end. */
export async function contentOf(response: Response): Promise<Content> {
  const text = await textOf(response);
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: /\bjson\b/i.test(response.headers.get('content-type') ?? '') ? 'broken' : 'foreign' };
  }
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > longest) {
      throw new Error('the answer is too long');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
