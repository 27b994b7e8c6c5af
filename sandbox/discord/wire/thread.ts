import type { Clock } from '../clock.ts';
import type { Channel } from '../state/types.ts';
import { channelObject, threadMemberObject } from './channel.ts';
import { memberObject } from './member.ts';

/** A thread as one account sees it: with the account's own membership when it has joined. */
export function threadFor(channel: Channel, userId: string, clock: Clock) {
  const own = channel.thread?.members.get(userId);
  return {
    ...channelObject(channel, clock),
    ...(own && { member: threadMemberObject(channel, own, clock) }),
  };
}

/** Threads of a list, with the memberships of the account that asks. */
export function threadListObject(threads: readonly Channel[], userId: string, clock: Clock) {
  return {
    threads: threads.map((thread) => channelObject(thread, clock)),
    members: threads.flatMap((thread) => {
      const own = thread.thread!.members.get(userId);
      return own ? [threadMemberObject(thread, own, clock)] : [];
    }),
  };
}

/** A member of a thread; with the guild member where the request asks for it. */
export function fullThreadMember(channel: Channel, userId: string, clock: Clock, withMember: boolean) {
  const member = channel.guild?.members.get(userId);
  return {
    ...threadMemberObject(channel, channel.thread!.members.get(userId)!, clock),
    ...(withMember && member && { member: memberObject(member, clock) }),
  };
}
