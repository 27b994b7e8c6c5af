import { plain, type Translate } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import { readProblem } from '../rooms/problems.ts';

/** What keeps a ticket from being as it should, and who must do what about it: for staff. */
export function problemWords(problem: string, t: Translate): string {
  const { code, permission, place, detail } = readProblem(problem);
  return t(place ? `problems.${code}_place` : `problems.${code}`, {
    permission: permission?.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    place: place ? channelMention(place) : '',
    detail: plain(detail ?? '-', 60),
  });
}
