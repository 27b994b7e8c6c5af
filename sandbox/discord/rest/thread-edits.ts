import { httpError } from '../errors.ts';
import type { Channel, Member } from '../state/types.ts';
import type { Call } from './route.ts';

/** What `PATCH /channels/:channel_id` does to a thread. @returns the thread as Discord answers it. */
export function editThread(_call: Call, _channel: Channel, _me: Member, _body: object): object {
  throw httpError.notImplemented('PATCH /channels/:channel_id of a thread');
}

/** What `DELETE /channels/:channel_id` does to a thread. @returns the thread as it was. */
export function removeThread(_call: Call, _channel: Channel, _me: Member): object {
  throw httpError.notImplemented('DELETE /channels/:channel_id of a thread');
}
