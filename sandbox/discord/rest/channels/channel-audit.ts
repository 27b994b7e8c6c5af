import { AuditLogEvent, OverwriteType } from 'discord-api-types/v10';
import { audit, changesBetween } from '../../state/audit-log.ts';
import type { Channel, Overwrite } from '../../state/types.ts';
import { channelObject, overwriteObject } from '../../wire/channel.ts';
import type { Call } from '../route.ts';

/** The audit log's view of a channel: overwrites have entries of their own once it exists. */
export function channelSnapshot(call: Call, channel: Channel): object {
  const { permission_overwrites: _, ...rest } = channelObject(channel, call.world.clock) as unknown as {
    permission_overwrites?: unknown;
  };
  return rest;
}

/** Writes that a channel was edited, when anything but its overwrites has changed. */
export function auditChannelUpdate(call: Call, channel: Channel, before: object): void {
  const changes = changesBetween(before, channelSnapshot(call, channel));
  if (changes.length === 0) return;
  audit(call.world, channel.guild!, {
    action: AuditLogEvent.ChannelUpdate,
    userId: call.user.id,
    targetId: channel.id,
    reason: call.reason,
    changes,
  });
}

/** Writes one entry for each overwrite that came, changed or went. */
export function auditOverwrites(
  call: Call,
  channel: Channel,
  before: ReadonlyMap<string, Overwrite>,
  after: ReadonlyMap<string, Overwrite>,
): void {
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(id);
    const fresh = after.get(id);
    const changes = changesBetween(old ? overwriteObject(old) : {}, fresh ? overwriteObject(fresh) : {});
    if (changes.length === 0) continue;
    const { type } = (fresh ?? old)!;
    audit(call.world, channel.guild!, {
      action: !old
        ? AuditLogEvent.ChannelOverwriteCreate
        : fresh
          ? AuditLogEvent.ChannelOverwriteUpdate
          : AuditLogEvent.ChannelOverwriteDelete,
      userId: call.user.id,
      targetId: channel.id,
      reason: call.reason,
      changes,
      options: {
        id,
        type: String(type),
        ...(type === OverwriteType.Role && { role_name: channel.guild!.roles.get(id)?.name ?? '' }),
      },
    });
  }
}
