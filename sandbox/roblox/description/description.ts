import { z } from 'zod';
import description from './description.json' with { type: 'json' };

interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: boolean;
}

/** A route as Roblox's own API description tells of it. */
export interface DescribedOperation {
  readonly method: string;
  /** With the host first and `{names}` for what varies. */
  readonly path: string;
  /** Names of shapes. */
  readonly body?: string;
  readonly answer?: string;
}

export const operations: readonly DescribedOperation[] = description.operations;

const shapes = Object.fromEntries(
  Object.entries(description.$defs as Readonly<Record<string, Shape>>).map(([name, shape]) => [
    name,
    closed(shape),
  ]),
);
const schemas = new Map<string, z.ZodType>();

/** The described operation of a route, if there is one. */
export function operationOf(method: string, path: string): DescribedOperation | undefined {
  const described = path.replaceAll(/\/:(\w+)/g, '/{$1}');
  return operations.find((each) => each.method === method && each.path === described);
}

/**
 * What is wrong with a value by the description; undefined when nothing is. A member that is `null` counts as left out:
 * recorded answers have some that the description says are texts.
 */
export function mistakeIn(value: unknown, shape: string): string | undefined {
  const result = schemaOf(shape).safeParse(withoutNulls(value));
  return result.success ? undefined : z.prettifyError(result.error);
}

function schemaOf(shape: string): z.ZodType {
  const known = schemas.get(shape);
  if (known) return known;
  const schema = z.fromJSONSchema({ $defs: shapes, $ref: `#/$defs/${shape}` } as never);
  schemas.set(shape, schema);
  return schema;
}

/** Nothing may be in an answer that is not described, also where the description leaves it open. */
function closed(shape: Shape): Shape {
  return {
    ...shape,
    ...(shape.items && { items: closed(shape.items) }),
    ...(shape.properties && {
      properties: Object.fromEntries(
        Object.entries(shape.properties).map(([name, each]) => [name, closed(each)]),
      ),
      additionalProperties: shape.additionalProperties ?? false,
    }),
  };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(present.map(([name, each]) => [name, withoutNulls(each)]));
}
