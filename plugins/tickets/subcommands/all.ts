import { actSubcommand } from './act.ts';
import { answers } from './answers.ts';
import { close } from './close.ts';
import { closeRequest } from './close-request.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { info } from './info.ts';
import { label } from './label.ts';
import { list } from './list.ts';
import { move } from './move.ts';
import { note } from './note.ts';
import { addPerson, removePerson } from './people.ts';
import { pin } from './pin.ts';
import { priority } from './priority.ts';
import { purge } from './purge.ts';
import { rename } from './rename.ts';
import { setup } from './setup.ts';
import { stats } from './stats.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { topic } from './topic.ts';
import { transcript } from './transcript.ts';
import { transfer } from './transfer.ts';

/** `/ticket ...` in the order of Discord's menu, which holds 25. */
export const subcommands: readonly TicketSubcommand[] = [
  create,
  close,
  closeRequest,
  actSubcommand('reopen'),
  remove,
  actSubcommand('claim'),
  actSubcommand('unclaim'),
  transfer,
  move,
  addPerson,
  removePerson,
  rename,
  topic,
  priority,
  label,
  note,
  pin,
  info,
  list,
  answers,
  transcript,
  stats,
  actSubcommand('archive'),
  purge,
  setup,
];
