import { type TransformFailure, transform } from 'esbuild';

/** JSON that was read, or where and why it is none; lines and columns count from 1. */
export type JsonText =
  | { readonly content: unknown }
  | { readonly line?: number; readonly column?: number; readonly message: string };

/** Reads the text of a JSON file. */
export async function readJson(text: string): Promise<JsonText> {
  // Some editors of Windows begin a file with a byte order mark.
  const json = text.replace(/^\uFEFF/, '');
  try {
    return { content: JSON.parse(json) };
  } catch (error) {
    return placeOf(json, error as SyntaxError);
  }
}

/** JSON.parse often says no place; esbuild always does, in plainer words. */
async function placeOf(json: string, { message }: SyntaxError): Promise<JsonText> {
  try {
    await transform(json, { loader: 'json', logLevel: 'silent' });
  } catch (error) {
    const [first] = (error as TransformFailure).errors;
    if (first) {
      const { line, column } = first.location ?? { line: 1, column: 0 };
      return { line, column: column + 1, message: `this is not valid JSON: ${first.text}` };
    }
  }
  return { message: `this is not valid JSON: ${message}` };
}
