import type { DataDuties } from '@guildhall/sdk';
import { Attendance } from './entities/attendance.ts';
import { Board } from './entities/board.ts';
import { Session } from './entities/session.ts';
import { Waiting } from './entities/waiting.ts';

/** Stands where a user was who asked to be forgotten. */
export const forgotten = 'forgotten';

/** Sessions stay as history without their people; who took part or waits is removed. */
export const dataDuties: DataDuties = {
  async forgetGuild(em, guild) {
    await em.nativeDelete(Session, { guild });
    await em.nativeDelete(Attendance, { guild });
    await em.nativeDelete(Waiting, { guild });
    await em.nativeDelete(Board, { guild });
  },

  async forgetUser(em, user) {
    const hosted = { host: forgotten, hostKey: null, starts: '-', note: null };
    await em.nativeUpdate(Session, { host: user }, hosted);
    await em.nativeUpdate(Session, { cohost: user }, { cohost: null });
    await em.nativeUpdate(Session, { endedBy: user }, { endedBy: forgotten });
    await em.nativeDelete(Attendance, { user });
    await em.nativeDelete(Waiting, { user });
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
};
