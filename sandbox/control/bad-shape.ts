/** An input of the wrong shape: 400, with the field. */
export class BadShape extends Error {
  /** Like `body.fault.route`. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
