import { GatewayIntentBits } from 'discord-api-types/v10';
import { withoutContent } from '../../gateway/message-content.ts';
import type { Application, Message, User } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { messageObject } from '../../wire/message.ts';

/** Who reads: the `call` of a route is one. */
export interface Reader {
  readonly world: World;
  readonly application: Application;
  readonly user: User;
}

/**
 * A message as REST answers it to this caller: with its own reactions marked, and without content where the
 * application is not allowed any.
 */
export function showMessage(reader: Reader, message: Message): object {
  const shown = messageObject(message, { ...reader.world.view, reader: reader.user.id });
  const may = {
    message: readsContent(reader, message),
    referenced: !message.referenced || readsContent(reader, message.referenced),
  };
  return may.message && may.referenced ? shown : withoutContent({ ...shown }, may);
}

/** Whether the developer portal lets the application read what others write. Source: Discord's docs, "Message Content Intent". */
export function readsContent({ application, user }: Reader, message: Message): boolean {
  return (
    (application.privilegedIntents & GatewayIntentBits.MessageContent) !== 0 ||
    message.author === user ||
    message.channel.guild === undefined ||
    message.mentions.includes(user)
  );
}
