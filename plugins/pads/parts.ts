import { Archive } from './archive.ts';
import { Attendance } from './attendance.ts';
import { BoardMessages } from './board-messages.ts';
import type { Context } from './context.ts';
import { Endings } from './endings.ts';
import { PadBoard } from './pad-board.ts';
import { SessionChanges } from './session-changes.ts';
import { SessionMarks } from './session-marks.ts';
import { Sessions } from './sessions.ts';
import { Statistics } from './statistics.ts';
import { Waitlist } from './waitlist.ts';

export type Parts = ReturnType<typeof partsOf>;

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context) {
  const messages = new BoardMessages(context);
  const waitlist = new Waitlist(context, messages);
  const attendance = new Attendance(context, messages);
  const changes = new SessionChanges(context, messages);
  return {
    messages,
    waitlist,
    attendance,
    board: new PadBoard(context, waitlist, changes),
    endings: new Endings(context, waitlist, attendance, changes),
    marks: new SessionMarks(context, messages),
    sessions: new Sessions(context, waitlist, attendance),
    archive: new Archive(context, attendance),
    statistics: new Statistics(context),
  };
}
