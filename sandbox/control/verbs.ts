import { guildVerbs } from './guild-verbs.ts';
import { peopleVerbs } from './people-verbs.ts';
import { serverVerbs } from './server-verbs.ts';

/** All verbs of the control API by name. The examples, run in this order on the sample guild, all succeed. */
export const verbs = { ...peopleVerbs, ...guildVerbs, ...serverVerbs };

export type Verbs = typeof verbs;
