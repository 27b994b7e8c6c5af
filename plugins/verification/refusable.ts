import { err, ok, Refusal, type Result } from '@guildhall/sdk';

/** Does what may be refused: a {@link Refusal} that `work` throws is the answer. */
export async function refusable<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Refusal) {
      return err(error);
    }
    throw error;
  }
}
