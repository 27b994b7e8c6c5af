import { isAmong, type PermissionService, type PluginHost } from '@guildhall/sdk';
import { holderOf } from './holder.ts';
import type { Lookup } from './lookup.ts';

/**
 * Answers the gate. The audiences count everywhere; what was given counts beside them, where the feature is on. The
 * gate has let a guild's owner in before it asks.
 */
export function permissionService(lookup: Lookup, host: Pick<PluginHost, 'isOn'>): PermissionService {
  return {
    async may(actor, capability, audience) {
      return (
        isAmong(actor, audience) ||
        ((await host.isOn(actor.guild.id)) &&
          (await lookup.deciding(holderOf(actor), capability)) !== undefined)
      );
    },
    async given(guild) {
      return (await host.isOn(guild)) ? lookup.given(guild) : [];
    },
    async givenWith(guild) {
      return (await host.isOn(guild)) ? '/permissions grant' : undefined;
    },
  };
}
