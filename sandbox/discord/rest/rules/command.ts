import type { FormErrors, FormPath } from '../form-errors.ts';

/**
 * Adds to `errors` what Discord has against one application command beyond its schema. For a PATCH give the command as
 * it will be: the one that is there with the body's members over it.
 */
export function commandRules(_command: object, _errors: FormErrors, _path: FormPath = []): void {}

/** The rules for a bulk overwrite: of each command, and of them all (count for each type, one name once a type). */
export function commandListRules(_commands: readonly object[], _errors: FormErrors): void {}
