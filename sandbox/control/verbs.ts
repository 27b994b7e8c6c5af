import { guildVerbs } from './guild-verbs.ts';
import { peopleVerbs } from './people-verbs.ts';
import { robloxFaultVerbs } from './roblox-fault-verbs.ts';
import { robloxVerbs } from './roblox-verbs.ts';
import { serverVerbs } from './server-verbs.ts';

/** All verbs of the control API by name. The examples, run in this order on the sample guild, all succeed. */
export const verbs = { ...peopleVerbs, ...guildVerbs, ...robloxVerbs, ...robloxFaultVerbs, ...serverVerbs };

export type Verbs = typeof verbs;
