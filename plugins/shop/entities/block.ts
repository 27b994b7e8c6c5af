import { blockTable } from '@guildhall/sdk';

/** Who may not buy. */
export const Block = blockTable();
