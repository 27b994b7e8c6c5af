import { type $ZodType, safeParse } from 'zod/v4/core';
import {
  type Bounds,
  choiceReader,
  numberReader,
  present,
  type Read,
  readBoolean,
  readNonce,
  textReader,
  Walk,
} from './field-readers.ts';
import { FormErrors, type FormPath, problem } from './form-errors.ts';
import {
  type Definition,
  definition,
  formats,
  knownChecks,
  length,
  range,
  wholeNumber,
} from './schema-definition.ts';
import { spec } from './spec.ts';
import { unionReader } from './union-reader.ts';

/**
 * Checks a body against a schema of Discord's specification, and makes its members what Discord reads them as: `"60"`
 * is a number where a number is meant, 5 a text where a text is, a permission set always a string. Members that the
 * schema does not know are left alone.
 *
 * A schema is not run but read, once, into functions that report as Discord does: where a value may be one of several
 * things, its `type` decides which was meant and only that one's errors are told.
 *
 * @returns the body as Discord reads it: the same object, unless the body as a whole was converted.
 * @throws DiscordError 50035 with Discord's error tree.
 */
export function checkSchema(schema: $ZodType, body: unknown): unknown {
  const errors = new FormErrors();
  const read = reader(schema)(body, new Walk(errors, true));
  errors.throw();
  return read;
}

const readers = new WeakMap<$ZodType, Read>();

function reader(schema: $ZodType): Read {
  let read = readers.get(schema);
  if (!read) {
    read = compile(schema, definition(schema));
    readers.set(schema, read);
  }
  return read;
}

function compile(schema: $ZodType, def: Definition): Read {
  const checks = (def.checks ?? []).map((check) => check._zod.def);
  if (checks.some(({ check }) => !knownChecks.has(check))) return byParsing(schema);
  switch (def.type) {
    case 'object':
      return objectReader(schema, def.shape!);
    case 'array':
      return listReader(reader(def.element!), length(checks));
    case 'record':
      return dictionaryReader(reader(def.valueType!));
    case 'union':
      return unionReader(def.options!, reader);
    case 'lazy': {
      let read: Read | undefined;
      return (value, walk) => (read ??= reader(def.getter!()))(value, walk);
    }
    case 'optional': {
      const read = reader(def.innerType!);
      return (value, walk) => (value === undefined ? value : read(value, walk));
    }
    case 'nullable': {
      const read = reader(def.innerType!);
      return (value, walk) => (value === null ? value : read(value, walk));
    }
    case 'string':
      return present(textReader(length(checks), formats(def, checks)));
    case 'number':
      return present(numberReader(range(checks, def), wholeNumber(def, checks)));
    case 'boolean':
      return present(readBoolean);
    case 'literal':
      return present(choiceReader(def.values!));
    case 'enum':
      return present(choiceReader(Object.values(def.entries!)));
    case 'unknown':
    case 'any':
      return (value) => value;
    default:
      return byParsing(schema);
  }
}

type Json = Record<string, unknown>;

/** What Discord takes although its specification does not. */
const prepared = new Map<$ZodType, (value: Json) => void>([
  [
    spec('ComponentEmojiForRequest'),
    // Discord knows a custom emoji by its id and fills in the name. There are none to look up here, so any will do.
    (emoji) => {
      if (emoji.id && !emoji.name) emoji.name = '_';
    },
  ],
]);

function objectReader(schema: $ZodType, shape: Record<string, $ZodType>): Read {
  const members = Object.entries(shape).map(
    ([name, part]) => [name, name === 'nonce' ? readNonce : reader(part)] as const,
  );
  const prepare = prepared.get(schema);
  return present((value, walk) => {
    if (typeof value !== 'object' || Array.isArray(value)) {
      walk.fail(problem.notAModel);
      return value;
    }
    const object = value as Json;
    prepare?.(object);
    for (const [name, read] of members) {
      const given = Object.hasOwn(object, name) ? object[name] : undefined;
      walk.path.push(name);
      const known = read(given, walk);
      if (known !== given) object[name] = known;
      walk.path.pop();
    }
    return value;
  });
}

function listReader(read: Read, { min, max }: Bounds): Read {
  return present((value, walk) => {
    if (!Array.isArray(value)) {
      walk.fail(problem.notAList);
      return value;
    }
    // The members of a list that is too long are not looked at: it may be very long.
    if (value.length < (min ?? 0) || value.length > (max ?? Number.POSITIVE_INFINITY))
      walk.fail(problem.length(min, max));
    else
      for (let index = 0; index < value.length; index += 1) {
        walk.path.push(index);
        const known = read(value[index], walk);
        if (known !== value[index]) value[index] = known;
        walk.path.pop();
      }
    return value;
  });
}

function dictionaryReader(read: Read): Read {
  return present((value, walk) => {
    if (typeof value !== 'object' || Array.isArray(value)) {
      walk.fail(problem.notADictionary);
      return value;
    }
    for (const name of Object.keys(value as Json)) {
      walk.path.push(name);
      const known = read((value as Json)[name], walk);
      // Not by assignment: a member may be called `__proto__`.
      if (known !== (value as Json)[name]) Object.defineProperty(value, name, { value: known });
      walk.path.pop();
    }
    return value;
  });
}

/** For schemas of our own that hold what Discord's do not. */
function byParsing(schema: $ZodType): Read {
  return (value, walk) => {
    const result = safeParse(schema, value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const path = issue.path as FormPath;
      walk.path.push(...path);
      walk.fail(['BASE_TYPE_INVALID', issue.message]);
      walk.path.length -= path.length;
    }
    return value;
  };
}
