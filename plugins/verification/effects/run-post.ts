import { bodyOf, failureOf } from '@guildhall/sdk';
import type { MessageEditOptions } from 'discord.js';
import plugin from '../plugin.ts';
import { runView } from '../views/refresh.ts';

/** Makes the message of a run show how far it is. One that is gone, or out of reach, stays so. */
export async function showRun(guild: string, id: string): Promise<void> {
  const run = await plugin.parts.runs.find(guild, id);
  if (!run?.channel || !run.message) {
    return;
  }
  const { t } = await plugin.host.texts.ofGuild(guild);
  try {
    const channel = await plugin.host.client.channels.fetch(run.channel);
    if (channel?.isTextBased()) {
      await channel.messages.edit(run.message, bodyOf(runView(run, t)) as MessageEditOptions);
    }
  } catch (error) {
    if (!failureOf(error)) {
      throw error;
    }
  }
}
