import {
  type Client,
  type RESTPostAPIChannelMessageResult,
  type RESTPostAPICurrentUserCreateDMChannelResult,
  Routes,
} from 'discord.js';

/** How direct messages are sent. @returns for a message that was sent, how to change it. */
export function directMessages({ rest }: Client) {
  // A name that somebody gave in an error must not ring anybody.
  const body = (content: string) => ({ body: { content, allowed_mentions: { parse: [] } } });
  return async (user: string, content: string): Promise<(content: string) => Promise<unknown>> => {
    const channel = (await rest.post(Routes.userChannels(), {
      body: { recipient_id: user },
    })) as RESTPostAPICurrentUserCreateDMChannelResult;
    const message = (await rest.post(
      Routes.channelMessages(channel.id),
      body(content),
    )) as RESTPostAPIChannelMessageResult;
    return (changed) => rest.patch(Routes.channelMessage(channel.id, message.id), body(changed));
  };
}
