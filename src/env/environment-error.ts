/** The environment cannot be used. Its message has one line for each problem, and no secret in it. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], cause?: unknown) {
    super(problems.join('\n'), { cause });
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}
