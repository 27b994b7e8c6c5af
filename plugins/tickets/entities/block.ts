import { blockTable } from '@guildhall/sdk';

/** Who may not open tickets. */
export const Block = blockTable();
