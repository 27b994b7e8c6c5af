import fc from 'fast-check';
import type { $ZodType } from 'zod/v4/core';

/** The parts of a zod schema's definition that are read here. */
interface Definition {
  readonly type: string;
  readonly shape?: Record<string, $ZodType>;
  readonly element?: $ZodType;
  readonly options?: readonly $ZodType[];
  readonly innerType?: $ZodType;
  readonly getter?: () => $ZodType;
  readonly valueType?: $ZodType;
  readonly left?: $ZodType;
  readonly right?: $ZodType;
  readonly values?: readonly unknown[];
  readonly format?: string;
  readonly checks?: readonly {
    _zod: { def: { check: string; value?: number; minimum?: number; maximum?: number; format?: string } };
  }[];
}

const INT32 = 2_147_483_647;

/**
 * Makes bodies that a schema accepts, more or less: right shapes with values from `ids`, at and near the limits.
 * @param ids values for strings that may be ids: real ones, so that requests reach the rules behind the schema.
 */
export function bodyArbitraries(ids: fc.Arbitrary<string>): (schema: $ZodType) => fc.Arbitrary<unknown> {
  // Schemas refer to each other over and over: each is built once for each depth.
  const made = new Map<$ZodType, fc.Arbitrary<unknown>[]>();
  const body = (schema: $ZodType, depth: number): fc.Arbitrary<unknown> => {
    const byDepth = made.get(schema) ?? [];
    made.set(schema, byDepth);
    return (byDepth[depth] ??= build(schema, Math.max(depth, 0), ids, body));
  };
  return (schema) => body(schema, 10);
}

function build(
  schema: $ZodType,
  depth: number,
  ids: fc.Arbitrary<string>,
  body: (schema: $ZodType, depth: number) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const definition = schema._zod.def as unknown as Definition;
  const inner = (child: $ZodType) => body(child, depth - 1);
  switch (definition.type) {
    case 'object':
      if (depth <= 0) return fc.constant({});
      return fc.record(
        Object.fromEntries(Object.entries(definition.shape!).map(([key, child]) => [key, inner(child)])),
        { requiredKeys: Object.keys(definition.shape!).filter((key) => !optional(definition.shape![key]!)) },
      );
    case 'array': {
      if (depth <= 0) return fc.constant([]);
      const { minimum = 0, maximum = 4 } = bounds(definition);
      return fc.array(inner(definition.element!), {
        minLength: minimum,
        maxLength: Math.max(minimum, Math.min(maximum, 4)),
      });
    }
    case 'union':
      return depth <= 0 ? fc.constant(null) : fc.oneof(...definition.options!.map(inner));
    case 'intersection':
      return inner(definition.left!);
    case 'literal':
      return fc.constantFrom(...definition.values!);
    case 'nullable':
      return depth <= 0 ? fc.constant(null) : fc.option(inner(definition.innerType!), { freq: 6, nil: null });
    case 'optional':
      return depth <= 0
        ? fc.constant(undefined)
        : fc.option(inner(definition.innerType!), { freq: 2, nil: undefined });
    case 'lazy':
      return depth <= 0 ? fc.constant(null) : inner(definition.getter!());
    case 'record':
      return fc.dictionary(fc.constantFrom('en-US', 'de', 'x'), inner(definition.valueType!), { maxKeys: 2 });
    case 'boolean':
      return fc.boolean();
    case 'number': {
      const { from = 0, to = INT32 } = bounds(definition);
      return fc.oneof(
        fc.constantFrom(from, to, 0, 1, 8, 64),
        fc.integer({ min: Math.max(from, -INT32), max: Math.min(to, INT32) }),
      );
    }
    case 'string':
      return stringArbitrary(definition, ids);
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function stringArbitrary(definition: Definition, ids: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { minimum = 0, maximum = 40 } = bounds(definition);
  const format = definition.checks?.find(({ _zod }) => _zod.def.format)?._zod.def.format;
  if (format === 'url') return fc.constantFrom('https://example.com/a.png', 'attachment://a.png');
  if (format === 'datetime') return fc.constantFrom('2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00+00:00');
  const text = fc.string({ minLength: minimum, maxLength: Math.max(minimum, Math.min(maximum, 12)) });
  return fc.oneof(
    ids,
    text,
    fc.constant('a'.repeat(Math.min(maximum, 200))),
    fc.constantFrom('a', 'attachment://a.png', '0', '8'),
  );
}

function optional(schema: $ZodType): boolean {
  return (schema._zod.def as unknown as Definition).type === 'optional';
}

function bounds(definition: Definition): { minimum?: number; maximum?: number; from?: number; to?: number } {
  const found: { minimum?: number; maximum?: number; from?: number; to?: number } = {};
  for (const { _zod } of definition.checks ?? []) {
    const { check, value, minimum, maximum } = _zod.def;
    if (check === 'min_length') found.minimum = minimum!;
    if (check === 'max_length') found.maximum = maximum!;
    if (check === 'greater_than') found.from = value!;
    if (check === 'less_than') found.to = value!;
  }
  return found;
}

/** Replaces, drops or adds something at a random place of a body. */
export function mutate(body: unknown, choose: (below: number) => number, junk: unknown): unknown {
  if (typeof body !== 'object' || body === null || choose(4) === 0) return junk;
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = keys[choose(Math.max(keys.length, 1))];
  if (key === undefined) return junk;
  if (choose(5) === 0) delete copy[key];
  else copy[key] = mutate(copy[key], choose, junk);
  return copy;
}
