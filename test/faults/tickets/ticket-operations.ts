import type { Operation } from '../subject.ts';
import type { TicketLane } from './ticket-lane.ts';

/** What the creator says before it ends: it is to be in every transcript. */
export const lastWords = 'these are my last words';

function saysLastWords({ creator, row }: TicketLane): void {
  creator.say(lastWords, { in: row!.channel! });
}

/** All that people do to a ticket and that the faults are tried on. */
export const ticketOperations = {
  open: {
    after: [],
    act: (lane) => lane.creator.slash('/ticket create', { type: 'Support' }, { in: 'general' }),
    written: (lane) => lane.recorded('request'),
  },
  claim: {
    after: ['open'],
    act: (lane) => lane.sam.click('Claim', { on: lane.controls[0]! }),
    written: (lane) => lane.recorded('claim'),
  },
  move: {
    after: ['open'],
    act: (lane) => lane.slash('/ticket move', { type: 'Other' }),
    written: (lane) => lane.recorded('move'),
  },
  close: {
    after: ['open'],
    act: async (lane) => {
      saysLastWords(lane);
      await lane.sam.click('Close', { on: lane.controls[0]! });
      await lane.sam.submit({ reason: 'solved' });
    },
    written: (lane) => lane.recorded('close'),
  },
  reopen: {
    after: ['open', 'close'],
    act: (lane) => lane.slash('/ticket reopen'),
    written: (lane) => lane.recorded('reopen'),
  },
  delete: {
    after: ['open'],
    act: async (lane) => {
      saysLastWords(lane);
      const question = await lane.slash('/ticket delete');
      await lane.sam.click('Delete for good', { on: question });
    },
    written: (lane) => lane.recorded('delete'),
  },
} as const satisfies Readonly<Record<string, Operation<TicketLane>>>;
