/** What `!newticket` was given. */
export interface TypedOrder {
  readonly customer: string;
  readonly details: string;
}

/** A customer: in quotes of any shape, or one word. Then the details, on as many lines as they like. */
const shape = /^(?:["“”„«]([^"“”„»]+)["“”»]|([^\s"“”„«]\S*))\s+(\S[\s\S]*)$/;

/** Reads `"Bob Brown" A red house`. @returns undefined when the customer or the details are missing. */
export function readTypedOrder(text: string): TypedOrder | undefined {
  const [, quoted, word, details] = shape.exec(text.trim()) ?? [];
  const customer = (quoted ?? word)?.trim();
  return customer && details ? { customer, details: details.trim() } : undefined;
}
