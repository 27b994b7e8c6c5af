import type { DeclaredCapability, Translate } from '@guildhall/sdk';

/** Who reads a view: their language, and what may be given in it. */
export interface Reader {
  readonly t: Translate;
  readonly locale: string;
  readonly declared: readonly DeclaredCapability[];
}
