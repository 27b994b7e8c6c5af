import { type DataDuties, forgotten } from '@guildhall/sdk';
import { Grant } from './entities/grant.ts';

/** What was given to a user goes with them; what they gave to others stays, without them and their words. */
export const dataDuties: DataDuties = {
  async forgetGuild(em, guild) {
    await em.nativeDelete(Grant, { guild });
  },

  async forgetUser(em, user) {
    await em.nativeDelete(Grant, { kind: 'user', principal: user });
    await em.nativeUpdate(Grant, { givenBy: user }, { givenBy: forgotten, reason: null });
  },

  async exportUser(em, user) {
    const had = await em.find(Grant, { kind: 'user', principal: user });
    const given = await em.find(Grant, { givenBy: user });
    return {
      grants: had.map((row) => ({ ...row })),
      given: given.map(({ guild, what, givenAt, endsAt, reason }) => ({
        guild,
        what,
        givenAt,
        endsAt,
        reason,
      })),
    };
  },
};
