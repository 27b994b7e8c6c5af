import { automatic, bodyOf, channelOf, failureOf, type Message } from '@guildhall/sdk';
import type { MessageCreateOptions } from 'discord.js';
import pads from '../plugin.ts';

export interface Notice {
  readonly guild: string;
  /** Channels to try, the best first. */
  readonly channels: readonly (string | null)[];
  readonly message: Message;
  /** Up to 25 characters; the same ones whenever the same notice is sent again. */
  readonly nonce: string;
  /** Who gets the text as a direct message where no channel takes it. Buttons would know no guild there. */
  readonly user: string;
}

/** Tells somebody something in the first channel that takes it. When none does, staff find it in the audit log. */
export async function notify({ guild, channels, message, nonce, user }: Notice): Promise<void> {
  const body = { ...(bodyOf(message) as MessageCreateOptions), nonce, enforceNonce: true };
  for (const id of new Set(channels)) {
    const channel = id ? await channelOf(pads.host.client, guild, id) : 'gone';
    if (typeof channel !== 'string' && (await sent(() => channel.send(body)))) {
      return;
    }
  }
  const { content = '' } = message;
  if (await sent(() => pads.host.client.users.send(user, { content, nonce, enforceNonce: true }))) {
    return;
  }
  await pads.host.database.transaction((em) =>
    pads.host.audit.write(em, {
      guild,
      actor: automatic,
      action: 'notice.blocked',
      target: user,
      reason: content,
    }),
  );
}

async function sent(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (!failureOf(error)) {
      throw error;
    }
    return false;
  }
}
