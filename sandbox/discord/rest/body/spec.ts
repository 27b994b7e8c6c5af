import * as exported from 'discord-api-spec/zod';
import { MessageReferenceType } from 'discord-api-types/v10';
import type { $ZodLiteral, $ZodType } from 'zod/v4/core';

const schemas = exported as unknown as Record<string, $ZodType>;

/**
 * A schema of Discord's own OpenAPI document, by its name there.
 * @typeParam Body what it accepts, named from `discord-api-types`.
 * @throws Error when the document has none of that name: a typing error of ours, found at start.
 */
export function spec<Body = unknown>(name: string): $ZodType<Body> {
  const schema = schemas[`${name}Schema`];
  if (!schema) throw new Error(`Discord's specification has no schema ${name}`);
  return schema as $ZodType<Body>;
}

/** Adds to an enumeration of the document what Discord's docs have beyond it; requests and answers may then hold it. */
function widen(name: string, value: number): void {
  const { def, values } = (spec(name) as $ZodLiteral)._zod;
  if (values.has(value)) return;
  values.add(value);
  def.values.push(value);
}

// https://docs.discord.com/developers/resources/message#message-reference-types
widen('MessageReferenceType', MessageReferenceType.Forward);
