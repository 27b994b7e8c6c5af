import { Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Participant } from '../entities/participant.ts';
import { calledRoleLimit, staffRoleLimit } from '../types/type-fields.ts';

/** Overwrites of one channel: Discord takes no more. https://docs.discord.com/developers/resources/guild#create-guild-channel */
const overwriteLimit = 100;

/** Everybody, the bot, the creator, and whoever claimed it. */
const always = 4;

/** People and roles that are added to a ticket: beside them, all of its staff have room in the channel. */
export const participantLimit = overwriteLimit - always - staffRoleLimit - calledRoleLimit;

/** @param staff whether it is a role that is called, or somebody who is added. @throws Refusal `too-many-people`. */
export async function needRoomInside(em: EntityManager, ticket: string, staff: boolean): Promise<void> {
  const max = staff ? calledRoleLimit : participantLimit;
  if ((await em.count(Participant, { ticket, staff })) >= max) {
    throw new Refusal('too-many-people', { max });
  }
}
