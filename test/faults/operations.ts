import type { Lane } from './lane.ts';

/** Something that people do to a ticket. */
export interface Operation {
  /** How far the ticket is before. */
  readonly from: 'nothing' | 'open' | 'closed';
  /** What people click and type. */
  readonly act: (lane: Lane) => Promise<unknown>;
  /** How the record of the ticket calls it: once it is written there, it is to be done whatever happens. */
  readonly action: string;
}

/** All that the faults are tried on. */
export const operations = {
  open: {
    from: 'nothing',
    action: 'request',
    act: (lane) => lane.creator.slash('/ticket create', { type: 'Support' }, { in: 'general' }),
  },
  claim: {
    from: 'open',
    action: 'claim',
    act: (lane) => lane.sam.click('Claim', { on: lane.control! }),
  },
  move: {
    from: 'open',
    action: 'move',
    act: (lane) => lane.slash('/ticket move', { type: 'Other' }),
  },
  close: {
    from: 'open',
    action: 'close',
    act: async (lane) => {
      await lane.sam.click('Close', { on: lane.control! });
      await lane.sam.submit({ reason: 'solved' });
    },
  },
  reopen: {
    from: 'closed',
    action: 'reopen',
    act: (lane) => lane.slash('/ticket reopen'),
  },
  delete: {
    from: 'open',
    action: 'delete',
    act: async (lane) => {
      const question = await lane.slash('/ticket delete');
      await lane.sam.click('Delete for good', { on: question });
    },
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

export const operationNames = Object.keys(operations) as OperationName[];
