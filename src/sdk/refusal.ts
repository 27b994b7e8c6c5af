/**
 * An expected "no": a code and what fills its text. The text is `refusals.<code>` in the plugin's locale files, and it
 * says what happened and what to do next. Return one as the `err` of a `Result`, or throw it from a piece: the gate
 * shows it to the person.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;

  constructor(code: string, values: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.values = values;
  }
}

/** The refusal in `error`, if it is one. */
export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof Refusal ? error : undefined;
}
