import { bodyOf, deleteMessage } from '@guildhall/sdk';
import { Command } from '@sapphire/framework';
import type { Message, MessageCreateOptions } from 'discord.js';
import { listAnswer } from '../effects/answer.ts';
import { readersIn } from '../effects/reader.ts';
import { removalHint, removalIn } from '../effects/typed-confirmation.ts';
import plugin from '../plugin.ts';

/** `!viewtickets` shows the active orders, the oldest first. */
export class ViewTicketsCommand extends Command {
  constructor(context: Command.LoaderContext) {
    super(context, { name: 'viewtickets', capability: 'manage' });
  }

  override async messageRun(message: Message<true>): Promise<void> {
    const { guildId, channelId, channel, id } = message;
    const reader = await readersIn(guildId);
    const { private: _, ...list } = await listAnswer(guildId, {}, 0, reader);
    const { removeTyped } = await plugin.host.settings(guildId);
    const removal = removeTyped ? removalIn(channel) : 'kept';
    const body = bodyOf({ ...list, content: removalHint(removal, reader.t) }) as MessageCreateOptions;
    await channel.send(body);
    if (removal === 'removed') {
      await deleteMessage(plugin.host.client, { guild: guildId, channel: channelId, message: id });
    }
  }
}
