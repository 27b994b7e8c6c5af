import { atEveryCall } from './every-call.ts';

/**
 * Discord answers what it should not, or nothing, at every call of everything that people do to a ticket; and the process
 * is killed at each of them. When all works again, each ticket is as if nothing had been wrong: what was written down
 * is done, once; what was not written down either is done or was never asked for.
 */
atEveryCall('channel');
