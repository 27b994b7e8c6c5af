import { type DataDuties, forgotten } from '@guildhall/sdk';
import { Bind } from './entities/bind.ts';
import { GivenNickname } from './entities/given-nickname.ts';
import { Happening } from './entities/happening.ts';
import { Link } from './entities/link.ts';
import { Pending } from './entities/pending.ts';
import { RefreshRun } from './entities/refresh-run.ts';
import { SignIn } from './entities/sign-in.ts';
import { Transfer } from './entities/transfer.ts';
import type { Parts } from './parts.ts';

/**
 * Links and all that is under way go, and what links gave; the history stays, so that counts stay right, and says nothing
 * of the person.
 */
export const dataDutiesOf = ({ links }: Pick<Parts, 'links'>): DataDuties => ({
  async forgetGuild(em, guild) {
    await em.nativeDelete(Link, { guild });
    await em.nativeDelete(Pending, { guild });
    await em.nativeDelete(SignIn, { guild });
    await em.nativeDelete(Transfer, { guild });
    await em.nativeDelete(Happening, { guild });
    await em.nativeDelete(Bind, { guild });
    await em.nativeDelete(RefreshRun, { guild });
    await em.nativeDelete(GivenNickname, { guild });
  },

  async forgetUser(em, user) {
    const names = await em.find(GivenNickname, { user }, { disableIdentityMap: true });
    for (const { guild } of await em.find(Link, { user }, { disableIdentityMap: true })) {
      // Without a link nobody would look at the member again: roles and nickname would stay for ever.
      const given = names.find((name) => name.guild === guild);
      await links.bringUpToDate(em, guild, user, { unlinked: true, in: 0, given: given && nameOf(given) });
    }
    await em.nativeDelete(Link, { user });
    await em.nativeUpdate(Link, { by: user }, { by: forgotten });
    await em.nativeDelete(Pending, { $or: [{ user }, { by: user }] });
    await em.nativeDelete(SignIn, { user });
    await em.nativeDelete(GivenNickname, { user });
    await em.nativeDelete(Transfer, { $or: [{ from: user }, { to: user }] });
    const nobody = { user: forgotten, account: null, name: null, reason: null };
    await em.nativeUpdate(Happening, { user }, nobody);
    await em.nativeUpdate(Happening, { by: user }, { by: forgotten });
    await em.nativeUpdate(RefreshRun, { by: user }, { by: forgotten });
  },

  async exportUser(em, user) {
    const own = <T extends object>(rows: readonly T[]) => rows.map((row) => ({ ...row }));
    const made = await em.find(Happening, { by: user, user: { $ne: user } });
    const signIns = await em.find(SignIn, { user });
    const runs = await em.find(RefreshRun, { by: user });
    return {
      links: own(await em.find(Link, { user })),
      pending: (await em.find(Pending, { user })).map(({ hash: _, ...row }) => row),
      signIns: signIns.map(({ guild, account, locale, expiresAt }) => ({
        guild,
        account,
        locale,
        expiresAt,
      })),
      transfers: own(await em.find(Transfer, { $or: [{ from: user }, { to: user }] })),
      nicknames: own(await em.find(GivenNickname, { user })),
      history: own(await em.find(Happening, { user })),
      // What they did as staff, without the people they did it for.
      decisions: made.map(({ guild, at, kind, reason }) => ({ guild, at, kind, reason })),
      refreshes: runs.map(({ guild, startedAt, endedAt, state }) => ({ guild, startedAt, endedAt, state })),
    };
  },
});

const nameOf = ({ nickname, before }: GivenNickname) => ({ nickname, before });
