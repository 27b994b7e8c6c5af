import {
  channelOf,
  deleteMessage,
  isHere,
  removeLiveMessage,
  showLiveMessage,
  unlessFailed,
} from '@guildhall/sdk';
import type { Panel } from '../entities/panel.ts';
import plugin from '../plugin.ts';
import { panelMessage, typesOf } from '../views/panel-message.ts';

/**
 * Makes Discord show a panel as its row says. A message that somebody deleted by hand takes its panel with it: nobody
 * deletes it to see it come back. It may run any number of times.
 */
export async function showPanel(guild: string, id: string): Promise<void> {
  const { panels, panelMessages, types } = plugin.parts;
  const { client } = plugin.host;
  const panel = await panels.find(guild, id);
  if (!panel || !isHere(client, guild)) {
    return;
  }
  for (const place of panel.leftovers) {
    await deleteMessage(client, { guild, ...place });
  }
  if (panel.leftovers.length > 0) {
    await panels.tidied(panel);
  }
  const shown = { client, book: panelMessages, thing: { guild, panel: id } };
  if (panel.removedAt) {
    await removeLiveMessage(shown);
    return panels.over(panel);
  }
  const row = await panelMessages.of(shown.thing);
  if (row?.message && row.channel === panel.channel && (await isDeleted(panel, row.message))) {
    return panels.deletedByHand(guild, panel.channel, [row.message]);
  }
  if (!row?.message) {
    await removeStrangers(panel);
  }
  const offered = typesOf(panel, await types.offered(guild));
  const { t } = await plugin.host.texts.ofGuild(guild);
  const emojis = client.guilds.cache.get(guild)?.emojis.cache;
  const hasEmoji = (emoji: string) => emojis?.get(emoji)?.available ?? false;
  await showLiveMessage({
    ...shown,
    channel: panel.channel,
    view: (mark) => panelMessage({ panel, types: offered, mark, hasEmoji }, t),
  });
}

/** Only Discord's 404 counts as deleted. @throws what trying again may help against. */
async function isDeleted({ guild, channel: id }: Panel, message: string): Promise<boolean> {
  const channel = await channelOf(plugin.host.client, guild, id);
  if (typeof channel === 'string') {
    return channel === 'gone';
  }
  const seen = channel.messages.fetch({ message, force: true, cache: false });
  return (await unlessFailed(seen)) === 'gone';
}

/** Takes away panels of ours that no row knows: copies of a time before this database. */
async function removeStrangers({ guild, channel: id }: Panel): Promise<void> {
  const { client } = plugin.host;
  const channel = await channelOf(client, guild, id);
  if (typeof channel === 'string') {
    return;
  }
  const known = await plugin.parts.panelMessages.all({ guild });
  const isKnown = (text: string) => known.some(({ mark }) => mark && text.includes(mark));
  await unlessFailed(
    (async () => {
      const messages = await channel.messages.fetch({ limit: 100, cache: false });
      for (const message of messages.values()) {
        const ids = JSON.stringify(message.components);
        if (
          message.author.id === client.user.id &&
          ids.includes(`"${plugin.customId('open')}:`) &&
          !isKnown(ids)
        ) {
          await deleteMessage(client, { guild, channel: id, message: message.id });
        }
      }
    })(),
  );
}
