import type { z } from 'zod';
import type { Sandbox } from '../driver/sandbox.ts';

export type VerbMethod = 'GET' | 'POST' | 'DELETE';

/** One thing that the control API does. Routes, reference and the remote client are made of these. */
export interface Verb<Input extends z.ZodObject = z.ZodObject, Output = unknown> {
  readonly method: VerbMethod;
  /** The path below `/control`. */
  readonly path: string;
  /** A sentence for the reference. */
  readonly summary: string;
  /** The body of a POST; the query of a GET or DELETE. */
  readonly input: Input;
  /** An input that works in the sample guild, in the order of the table. */
  readonly example: z.input<Input>;
  readonly handle: (sandbox: Sandbox, input: z.output<Input>) => Output | Promise<Output>;
}

/** Declares a verb; its types come from the schema. */
export function verb<Input extends z.ZodObject, Output>(verb: Verb<Input, Output>): Verb<Input, Output> {
  return verb;
}
