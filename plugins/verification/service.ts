import type { VerificationService } from '@guildhall/sdk';
import type { Links } from './links.ts';

/** What other plugins may know: who has which account. */
export function serviceOf(links: Links): VerificationService {
  return {
    async accountOf(guild, user) {
      const link = await links.of(guild, user);
      return (
        link && { id: link.account, name: link.name, displayName: link.displayName, linkedAt: link.linkedAt }
      );
    },
    membersWith: async (guild, account) => (await links.holders(guild, account)).map(({ user }) => user),
  };
}
