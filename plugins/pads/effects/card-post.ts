import { bodyOf, channelOf, failureOf, isHere } from '@guildhall/sdk';
import type { MessageEditOptions } from 'discord.js';
import pads from '../plugin.ts';
import { sessionCard } from '../views/session-card.ts';

/** Makes the message that shows a session show how it is now. One that is gone, or out of reach, stays so. */
export async function refreshCard(guild: string, id: string): Promise<void> {
  const session = await pads.parts.sessions.find(guild, id);
  if (!session?.message || !isHere(pads.host.client, guild)) {
    return;
  }
  const channel = await channelOf(pads.host.client, guild, session.channel);
  if (typeof channel === 'string') {
    return;
  }
  const { t } = await pads.host.texts.ofGuild(guild);
  const card = bodyOf(sessionCard(await pads.parts.sessions.factsOf(session), t)) as MessageEditOptions;
  await channel.messages.edit(session.message, { content: '', ...card }).catch((error) => {
    if (!failureOf(error)) {
      throw error;
    }
  });
}
