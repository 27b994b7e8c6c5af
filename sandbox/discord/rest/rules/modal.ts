import type { FormErrors, FormPath } from '../form-errors.ts';

/** Adds to `errors` what Discord has against a modal (`data` of callback type 9) beyond its schema. */
export function modalRules(_modal: object, _errors: FormErrors, _path: FormPath = []): void {}
