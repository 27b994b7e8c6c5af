import { type $ZodIssue, type $ZodType, safeParse } from 'zod/v4/core';
import { FormErrors, type FormPath } from './form-errors.ts';

/**
 * Checks a body against a schema of Discord's specification.
 * @throws DiscordError 50035 with Discord's error tree.
 */
export function checkSchema(schema: $ZodType, body: unknown): void {
  const result = safeParse(schema, body);
  if (result.success) return;
  const errors = new FormErrors();
  for (const issue of result.error.issues) addIssue(errors, issue, [], body);
  errors.throw();
}

function addIssue(errors: FormErrors, issue: $ZodIssue, base: FormPath, body: unknown): void {
  const path = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch) {
      for (const inner of branch) addIssue(errors, inner, path, body);
      return;
    }
  }
  errors.add(path, 'BASE_TYPE_INVALID', issue.message);
}

/** Of a union's branches the one that was meant: its `type` agrees, and the least is wrong with it. */
function closestBranch(branches: readonly (readonly $ZodIssue[])[]): readonly $ZodIssue[] | undefined {
  const right = branches.filter(
    (issues) => !issues.some((issue) => issue.path.at(-1) === 'type' && issue.path.length === 1),
  );
  return [...(right.length > 0 ? right : branches)].sort((one, other) => one.length - other.length)[0];
}
