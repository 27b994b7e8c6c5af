import { type DataDuties, forgotten } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Attendance } from './entities/attendance.ts';
import { Board } from './entities/board.ts';
import { Session } from './entities/session.ts';
import { Waiting } from './entities/waiting.ts';
import type { Parts } from './parts.ts';

/** Past sessions stay as history without their people; open ones end without their host; who takes part or waits goes. */
export const dataDutiesOf = ({ endings, waitlist, messages }: Parts): DataDuties => ({
  async forgetGuild(em, guild) {
    await em.nativeDelete(Session, { guild });
    await em.nativeDelete(Attendance, { guild });
    await em.nativeDelete(Waiting, { guild });
    await em.nativeDelete(Board, { guild });
  },

  async forgetUser(em, user) {
    await endings.hostForgotten(em, user);
    await waitlist.forgetUser(em, user);
    const naming = await sessionsNaming(em, user);
    const hosted = { host: forgotten, starts: '-', startsAt: null, note: null };
    await em.nativeUpdate(Session, { host: user }, hosted);
    await em.nativeUpdate(Session, { cohost: user }, { cohost: null });
    await em.nativeUpdate(Session, { endedBy: user }, { endedBy: forgotten });
    await em.nativeDelete(Attendance, { user });
    for (const guild of new Set(naming.filter(({ openKey }) => openKey).map(({ guild }) => guild))) {
      await messages.changed(em, guild);
    }
    await messages.cardsChanged(em, naming);
  },

  async exportUser(em, user) {
    const led = await em.find(Session, { $or: [{ host: user }, { cohost: user }] });
    const ended = await em.find(Session, { endedBy: user });
    const attendance = await em.find(Attendance, { user });
    const waiting = await em.find(Waiting, { user });
    return {
      sessions: led.map((row) => ({ ...row })),
      ended: ended.map(({ id, guild, pad, endedAt }) => ({ id, guild, pad, endedAt })),
      attendance: attendance.map((row) => ({ ...row })),
      waiting: waiting.map((row) => ({ ...row })),
    };
  },
});

/** All sessions whose cards name somebody, the newest first. */
async function sessionsNaming(em: EntityManager, user: string) {
  const stays = await em.find(Attendance, { user }, { fields: ['session'], disableIdentityMap: true });
  const attended = [...new Set(stays.map(({ session }) => session))];
  return em.find(
    Session,
    { $or: [{ host: user }, { cohost: user }, { endedBy: user }, { id: { $in: attended } }] },
    {
      fields: ['guild', 'message', 'openKey'],
      orderBy: { bookedAt: 'desc', id: 'desc' },
      disableIdentityMap: true,
    },
  );
}
