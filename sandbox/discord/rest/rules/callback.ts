import type { $ZodType } from 'zod/v4/core';
import type { Interaction } from '../../state/types.ts';
import type { FormErrors } from '../form-errors.ts';
import type { UploadedFile } from '../route.ts';
import { spec } from '../spec.ts';

export interface CallbackContext {
  readonly files?: readonly UploadedFile[];
  /** What is answered: some types of answer fit some interactions only. */
  readonly interaction?: Pick<Interaction, 'type' | 'message'> | undefined;
}

/** The schema of an interaction callback, chosen by its `type`: `route(..., { body: (call) => callbackSchema(call.body) })`. */
export function callbackSchema<Body = unknown>(_body: unknown): $ZodType<Body> {
  return spec<Body>('CreateMessageInteractionCallbackRequest');
}

/** Adds to `errors` what Discord has against an interaction callback beyond its schema. */
export function callbackRules(_body: object, _errors: FormErrors, _context: CallbackContext = {}): void {}
