import { editMessage } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { runView } from '../views/refresh.ts';

/** Makes the message of a run show how far it is. One that is gone, or out of reach, stays so. */
export async function showRun(guild: string, id: string): Promise<void> {
  const run = await plugin.parts.runs.find(guild, id);
  if (!run?.channel || !run.message) {
    return;
  }
  const { client, texts } = plugin.host;
  const { t } = await texts.ofGuild(guild);
  await editMessage(client, { guild, channel: run.channel, message: run.message }, runView(run, t));
}
