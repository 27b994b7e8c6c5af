import { type Message, Refusal, showLiveMessage } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { boardView } from '../views/board.ts';

/** Makes the board message of a guild show how the pads stand, in the channel that the settings name. */
export async function refreshBoard(guild: string): Promise<void> {
  const { boardChannel } = await pads.host.settings(guild);
  await showLiveMessage({
    client: pads.host.client,
    book: pads.parts.messages.book,
    thing: { guild },
    channel: boardChannel,
    view: (mark) => viewOf(guild, mark),
  });
}

/** Has the board taken away, and a new one posted below what was written since. @returns the channel. */
export async function repostBoard(guild: string): Promise<string> {
  const { boardChannel } = await pads.host.settings(guild);
  if (!boardChannel) {
    throw new Refusal('no-board-channel');
  }
  await pads.host.database.transaction((em) => pads.parts.messages.book.renew(em, { guild }));
  return boardChannel;
}

async function viewOf(guild: string, mark: string): Promise<Message> {
  const { t } = await pads.host.texts.ofGuild(guild);
  return boardView(await pads.parts.sessions.states(guild), t, mark);
}
