import type { $ZodType } from 'zod/v4/core';
import { present, type Read, Walk } from './field-readers.ts';
import { problem } from './form-errors.ts';
import { definition } from './schema-definition.ts';

type Json = Record<string, unknown>;

type ReaderOf = (schema: $ZodType) => Read;

/**
 * A value that may be one of several things.
 * @param reader what reads each of them.
 */
export function unionReader(options: readonly $ZodType[], reader: ReaderOf): Read {
  let read: Read | undefined;
  return (value, walk) => (read ??= compile(options, reader))(value, walk);
}

function compile(options: readonly $ZodType[], reader: ReaderOf): Read {
  const resolved = options.map(resolve);
  const kinds = resolved.map((option) => definition(option).type);
  const rest = resolved.filter((_, index) => kinds[index] !== 'undefined' && kinds[index] !== 'null');
  const branches = byMember(rest, reader) ?? firstThatFits(rest.map(reader));
  const nullable = kinds.includes('null') || kinds.includes('nullable');
  return (value, walk) => (value === null && nullable ? value : branches(value, walk));
}

/** Looks through `lazy`. */
function resolve(schema: $ZodType): $ZodType {
  const { getter } = definition(schema);
  return getter ? resolve(getter()) : schema;
}

/** The branch is the one that has the value's `type` (or another member that tells all of them apart). */
function byMember(options: readonly $ZodType[], reader: ReaderOf): Read | undefined {
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
