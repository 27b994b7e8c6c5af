import { type Message, Refusal, removeLiveMessage, showLiveMessage } from '@guildhall/sdk';
import pads from '../plugin.ts';
import { boardView } from '../views/board.ts';

/** Makes the board message of a guild show how the pads stand, in the channel that the settings name. */
export async function refreshBoard(guild: string): Promise<void> {
  const { boardChannel } = await pads.host.settings(guild);
  await showLiveMessage({
    ...boardOf(guild),
    channel: boardChannel,
    view: (mark) => viewOf(guild, mark),
  });
}

/** Takes the board away, so that a new one comes below what was written since. @returns the channel. */
export async function repostBoard(guild: string): Promise<string> {
  const { boardChannel } = await pads.host.settings(guild);
  if (!boardChannel) {
    throw new Refusal('no-board-channel');
  }
  await removeLiveMessage(boardOf(guild));
  await pads.host.database.transaction((em) => pads.parts.messages.changed(em, guild));
  return boardChannel;
}

const boardOf = (guild: string) => ({
  client: pads.host.client,
  book: pads.parts.messages.book,
  thing: { guild },
});

async function viewOf(guild: string, mark: string): Promise<Message> {
  const { t } = await pads.host.texts.ofGuild(guild);
  return boardView(await pads.parts.sessions.states(guild), t, mark);
}
