import { atEveryCall } from './every-call.ts';

/** The same as `tickets.ts`, where tickets are private threads. */
atEveryCall('thread');
