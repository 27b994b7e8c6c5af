import { type Actor, isAmong } from '@guildhall/sdk';
import type { Giver } from './grant-book.ts';
import { holderOf } from './holder.ts';
import permissions from './plugin.ts';

/** A member as someone who gives. */
export function giverOf(member: Actor): Giver {
  const { capabilities } = permissions.host;
  return {
    user: member.id,
    ownsGuild: member.id === member.guild.ownerId,
    async holds(capability) {
      if (!(await capabilities.may(member, capability))) {
        return undefined;
      }
      const declared = capabilities.declared().find(({ name }) => name === capability);
      const always = declared && isAmong(member, declared.audience);
      return always ? {} : { until: await permissions.parts.lookup.until(holderOf(member), capability) };
    },
  };
}
