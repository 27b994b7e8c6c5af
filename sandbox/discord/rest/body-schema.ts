import { type $ZodType, safeParse } from 'zod/v4/core';
import {
  choiceReader,
  numberReader,
  type Read,
  readBoolean,
  type TextFormat,
  textReader,
  Walk,
} from './field-readers.ts';
import { FormErrors, type FormPath, problem } from './form-errors.ts';
import { spec } from './spec.ts';

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

/** What a schema is made of. The package exports no types for its parts, so these are the ones that are read here. */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: $ZodType;
  readonly element?: $ZodType;
  readonly valueType?: $ZodType;
  readonly shape?: Record<string, $ZodType>;
  readonly options?: readonly $ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, string | number>;
  readonly getter?: () => $ZodType;
  readonly checks?: readonly { _zod: { def: CheckDefinition } }[];
}

interface CheckDefinition {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
}

const definition = (schema: $ZodType): Definition => schema._zod.def as unknown as Definition;

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
      return unionReader(def.options!);
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
      return present(numberReader(range(checks), wholeNumber(def, checks)));
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

const knownChecks: ReadonlySet<string> = new Set([
  'min_length',
  'max_length',
  'greater_than',
  'less_than',
  'string_format',
  'number_format',
]);

const length = (checks: readonly CheckDefinition[]) => ({
  min: checks.find(({ check }) => check === 'min_length')?.minimum,
  max: checks.find(({ check }) => check === 'max_length')?.maximum,
});

const range = (checks: readonly CheckDefinition[]) => ({
  min: checks.find(({ check }) => check === 'greater_than')?.value,
  max: checks.find(({ check }) => check === 'less_than')?.value,
});

/** Whether the number is certainly whole: of 32 bits, or bounded by what a double can count to. */
const wholeNumber = (def: Definition, checks: readonly CheckDefinition[]): boolean =>
  def.format !== undefined || range(checks).max === Number.MAX_SAFE_INTEGER;

function formats(def: Definition, checks: readonly CheckDefinition[]): TextFormat[] {
  return [def as unknown as CheckDefinition, ...checks].flatMap(({ format, pattern }): TextFormat[] => {
    if (format === 'url' || format === 'datetime') return [format];
    if (pattern?.source === '^(0|[1-9][0-9]*)$') return ['snowflake'];
    return pattern ? [pattern] : [];
  });
}

/** Neither null nor left out. */
function present(read: Read): Read {
  return (value, walk) => {
    if (value !== undefined && value !== null) return read(value, walk);
    walk.fail(problem.required);
    return value;
  };
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
  const members = Object.entries(shape).map(([name, part]) => [name, reader(part)] as const);
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

function listReader(read: Read, { min, max }: { min: number | undefined; max: number | undefined }): Read {
  return present((value, walk) => {
    if (!Array.isArray(value)) {
      walk.fail(problem.notAList);
      return value;
    }
    // The members of a list that is too long are not looked at: it may be very long.
    if (value.length < (min ?? 0) || value.length > (max ?? Number.POSITIVE_INFINITY))
      walk.fail(problem.length(min || undefined, max));
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
      read((value as Json)[name], walk);
      walk.path.pop();
    }
    return value;
  });
}

function unionReader(options: readonly $ZodType[]): Read {
  let read: Read | undefined;
  return (value, walk) => (read ??= compileUnion(options))(value, walk);
}

function compileUnion(options: readonly $ZodType[]): Read {
  const resolved = options.map(resolve);
  const kinds = resolved.map((option) => definition(option).type);
  const rest = resolved.filter((_, index) => kinds[index] !== 'undefined' && kinds[index] !== 'null');
  const branches = byMember(rest) ?? firstThatFits(rest.map(reader));
  return (value, walk) => {
    if (value === null && kinds.includes('null')) return value;
    return branches(value, walk);
  };
}

/** Looks through `lazy`. */
function resolve(schema: $ZodType): $ZodType {
  const { getter } = definition(schema);
  return getter ? resolve(getter()) : schema;
}

/** The branch is the one that has the value's `type` (or another member that tells all of them apart). */
function byMember(options: readonly $ZodType[]): Read | undefined {
  const shapes = options.map((option) => definition(option).shape);
  for (const member of Object.keys(shapes[0] ?? {})) {
    const branches = new Map<unknown, Read>();
    const told = shapes.every((shape, index) => {
      const part = shape?.[member] && definition(shape[member]);
      if (part?.type !== 'literal') return false;
      return part.values!.every(
        (choice) => !branches.has(choice) && branches.set(choice, reader(options[index]!)),
      );
    });
    if (told) return chosenBy(member, branches);
  }
  return undefined;
}

function chosenBy(member: string, branches: ReadonlyMap<unknown, Read>): Read {
  const choices = [...branches.keys()].sort((one, other) => Number(one) - Number(other));
  return present((value, walk) => {
    if (typeof value !== 'object' || Array.isArray(value)) {
      walk.fail(problem.notAModel);
      return value;
    }
    const given = Object.hasOwn(value as Json, member) ? (value as Json)[member] : undefined;
    const read = branches.get(given) ?? (typeof given === 'string' ? branches.get(Number(given)) : undefined);
    if (read) return read(value, walk);
    if (given === undefined || given === null) {
      walk.path.push(member);
      walk.fail(problem.required);
      walk.path.pop();
    } else walk.fail(problem.branch(member, choices));
    return value;
  });
}

/** The branch that the value fits as it is; otherwise the errors of the one that it comes closest to. */
function firstThatFits(branches: readonly Read[]): Read {
  return present((value, walk) => {
    let closest = branches[0]!;
    let fewest = Number.POSITIVE_INFINITY;
    for (const read of branches) {
      const trial = new Walk(undefined, false);
      trial.path.push(...walk.path);
      read(value, trial);
      if (trial.failures === 0) return read(value, walk);
      if (trial.failures < fewest) [closest, fewest] = [read, trial.failures];
    }
    return closest(value, walk);
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
