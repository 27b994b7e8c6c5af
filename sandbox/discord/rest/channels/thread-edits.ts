import {
  AuditLogEvent,
  ChannelFlags,
  ChannelType,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelLimits, threadLimits } from '../../limits.ts';
import { channelPermissions } from '../../permissions.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { channelChanged } from '../../state/changes.ts';
import { deleteChannel } from '../../state/channels.ts';
import { createMessage } from '../../state/messages.ts';
import { activeThreads, archiveIfIdle, setArchived } from '../../state/threads.ts';
import type { Channel, Member } from '../../state/types.ts';
import { channelObject } from '../../wire/channel.ts';
import { threadFor } from '../../wire/thread.ts';
import { needInChannel } from '../access.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import type { Call } from '../route.ts';
import { checkTags, isPostChannel } from './forum-tags.ts';

/** The body of a PATCH of a thread. A member that is null says nothing. */
export interface ThreadEdit {
  readonly name?: string | null;
  readonly archived?: boolean | null;
  readonly locked?: boolean | null;
  readonly invitable?: boolean | null;
  readonly auto_archive_duration?: number | null;
  readonly rate_limit_per_user?: number | null;
  readonly flags?: number | null;
  readonly applied_tags?: readonly string[] | null;
}

/** What a thread's owner may change in it while it is not locked; the rest is for those who manage threads. */
const OWNER_EDITS: ReadonlySet<string> = new Set([
  'name',
  'archived',
  'auto_archive_duration',
  'applied_tags',
]);

/**
 * Changes a thread for `PATCH /channels/:channel_id`.
 *
 * Source: https://docs.discord.com/developers/resources/channel#modify-channel
 * @returns the thread as `me` sees it.
 * @throws DiscordError 50083 when it is archived and stays so, 50013, 160006, 30047, or what the tags are refused with.
 */
export function editThread(call: Call, channel: Channel, me: Member, body: unknown): object {
  const { world, user } = call;
  const edit = body as ThreadEdit;
  const thread = channel.thread!;
  archiveIfIdle(world, channel);
  if (thread.archived && edit.archived !== false) throw new DiscordError(50083);
  mayEdit(call, channel, me, edit);
  if (edit.name === '')
    refuseField(['name'], ...problem.length(channelLimits.name.min, channelLimits.name.max));
  const parent = channel.guild!.channels.get(channel.parentId ?? '');
  if (edit.applied_tags && parent && isPostChannel(parent)) checkTags(call, me, parent, edit.applied_tags);
  const pinned = edit.flags === null || edit.flags === undefined ? undefined : pins(channel, edit.flags);
  if (thread.archived && activeThreads(world, channel.guild!).length >= threadLimits.active)
    throw new DiscordError(160006);

  const before = settings(channel);
  if (typeof edit.archived === 'boolean') setArchived(world, channel, edit.archived);
  if (typeof edit.locked === 'boolean') thread.locked = edit.locked;
  if (typeof edit.invitable === 'boolean' && channel.type === ChannelType.PrivateThread)
    thread.invitable = edit.invitable;
  if (edit.auto_archive_duration) {
    thread.autoArchiveDuration = edit.auto_archive_duration;
    thread.lastActiveAt = world.clock.now();
  }
  if (typeof edit.rate_limit_per_user === 'number') channel.rateLimitPerUser = edit.rate_limit_per_user;
  if (edit.applied_tags) thread.appliedTags = [...edit.applied_tags];
  if (pinned !== undefined && !thread.archived)
    channel.flags = pinned ? channel.flags | ChannelFlags.Pinned : channel.flags & ~ChannelFlags.Pinned;
  const renamed = typeof edit.name === 'string' && edit.name !== channel.name;
  if (edit.name) channel.name = edit.name;

  const changes = changesBetween(before, settings(channel));
  if (changes.length === 0) return threadFor(channel, user.id, world.clock);
  audit(world, channel.guild!, {
    action: AuditLogEvent.ThreadUpdate,
    userId: user.id,
    targetId: channel.id,
    reason: call.reason,
    changes,
  });
  channelChanged(world, channel);
  if (renamed)
    createMessage(world, channel, {
      type: MessageType.ChannelNameChange,
      author: user,
      content: channel.name,
      allowedMentions: { parse: [] },
    });
  return threadFor(channel, user.id, world.clock);
}

/** @throws DiscordError 50013 when `me` may not make this edit. */
function mayEdit(call: Call, channel: Channel, me: Member, edit: ThreadEdit): void {
  const bits = channelPermissions(me, channel, call.world.clock.now());
  if (bits & P.ManageThreads) return;
  const thread = channel.thread!;
  const named = Object.entries(edit).flatMap(([key, value]) => (value === null ? [] : [key]));
  if (thread.locked) throw new DiscordError(50013);
  // Whoever could write in it may bring it back.
  const onlyWakes = named.length === 1 && edit.archived === false;
  if (onlyWakes && bits & P.SendMessagesInThreads) return;
  if (thread.ownerId !== me.user.id || !named.every((key) => OWNER_EDITS.has(key)))
    throw new DiscordError(50013);
}

/**
 * Whether the new flags pin a forum post.
 * @throws DiscordError 50024 for a thread that is no post, 30047 when another post is pinned.
 */
function pins(channel: Channel, flags: number): boolean {
  const pinned = (flags & ChannelFlags.Pinned) !== 0;
  if (!pinned || channel.flags & ChannelFlags.Pinned) return pinned;
  const parent = channel.guild!.channels.get(channel.parentId ?? '');
  if (!parent || !isPostChannel(parent)) throw new DiscordError(50024);
  const others = [...channel.guild!.channels.values()].filter(
    (other) => other.parentId === parent.id && other.flags & ChannelFlags.Pinned,
  );
  if (others.length >= threadLimits.pinnedPosts) throw new DiscordError(30047);
  return true;
}

/** A thread's settings under the names that the audit log has for them. */
function settings(channel: Channel): object {
  const thread = channel.thread!;
  return {
    name: channel.name,
    archived: thread.archived,
    locked: thread.locked,
    invitable: thread.invitable,
    auto_archive_duration: thread.autoArchiveDuration,
    rate_limit_per_user: channel.rateLimitPerUser,
    flags: channel.flags,
    applied_tags: thread.appliedTags,
  };
}

/**
 * Deletes a thread for `DELETE /channels/:channel_id`.
 * @returns what it was.
 * @throws DiscordError 50013 without Manage Threads.
 */
export function removeThread(call: Call, channel: Channel, me: Member): object {
  const { world, user, reason } = call;
  needInChannel(call, me, channel, P.ManageThreads);
  const last = channelObject(channel, world.clock);
  audit(world, channel.guild!, {
    action: AuditLogEvent.ThreadDelete,
    userId: user.id,
    targetId: channel.id,
    reason,
    changes: changesBetween(settings(channel), {}),
  });
  deleteChannel(world, channel);
  return last;
}
