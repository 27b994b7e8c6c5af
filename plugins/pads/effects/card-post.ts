import { editMessage, isHere } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { sessionCard } from '../views/session-card.ts';

/** Makes the message that shows a session show how it is now. One that is gone, or out of reach, stays so. */
export async function refreshCard(guild: string, id: string): Promise<void> {
  const { client, texts } = pads.host;
  const session = await pads.parts.sessions.find(guild, id);
  if (!session?.message || !isHere(client, guild)) {
    return;
  }
  const { channel, message } = session;
  const { t } = await texts.ofGuild(guild);
  const card = sessionCard(await pads.parts.sessions.factsOf(session), t);
  await editMessage(client, { guild, channel, message }, card);
}
