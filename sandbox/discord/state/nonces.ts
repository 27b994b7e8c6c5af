import type { Message, User } from './types.ts';
import type { World } from './world.ts';

/** How long a nonce is remembered, in milliseconds. Discord's docs say "the past few minutes". */
const NONCE_LIFETIME = 5 * 60 * 1000;

const remembered = new WeakMap<World, Map<string, Message>>();

/** Remembers that `message` was written with its nonce. */
export function rememberNonce(world: World, message: Message): void {
  const nonces = remembered.get(world) ?? new Map<string, Message>();
  remembered.set(world, nonces);
  for (const [key, old] of nonces) {
    if (alive(world, old)) break;
    nonces.delete(key);
  }
  const key = keyOf(message.author, message.nonce!);
  nonces.delete(key);
  nonces.set(key, message);
}

/** The message that `author` wrote with this nonce in the past few minutes. */
export function messageOfNonce(world: World, author: User, nonce: string | number): Message | undefined {
  const message = remembered.get(world)?.get(keyOf(author, nonce));
  return message && alive(world, message) && !message.deleted ? message : undefined;
}

const keyOf = (author: User, nonce: string | number): string => `${author.id}:${nonce}`;

const alive = (world: World, message: Message): boolean =>
  message.createdAt + NONCE_LIFETIME > world.clock.now();
