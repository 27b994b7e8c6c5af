import { randomBytes } from 'node:crypto';
import type { Application, User } from './types.ts';
import type { World } from './world.ts';

/** Makes a person's account. */
export function createUser(
  world: World,
  username: string,
  options: Partial<Omit<User, 'id' | 'bot'>> = {},
): User {
  return addUser(world, { username, bot: false, ...options });
}

/**
 * Makes an application with its bot account and token.
 * @param options `token` to have a known one; the token a bot logs in with is `<anything>`, by default three parts
 * joined by dots as Discord's are.
 */
export function createApplication(
  world: World,
  name: string,
  options: {
    token?: string;
    owner?: User;
    privilegedIntents?: number;
    redirectUris?: string[];
    id?: string;
  } = {},
): Application {
  const id = options.id ?? world.ids.next();
  const bot = addUser(world, { id, username: name, bot: true });
  const application: Application = {
    id,
    name,
    description: '',
    bot,
    token: options.token ?? botToken(id),
    clientSecret: randomBytes(24).toString('base64url'),
    redirectUris: options.redirectUris ?? [],
    privilegedIntents: options.privilegedIntents ?? PRIVILEGED_INTENTS,
    owner: options.owner ?? createUser(world, `${name}-owner`),
    settings: {},
    commands: new Map(),
    commandPermissions: new Map(),
    commandCreates: new Map(),
  };
  world.applications.set(id, application);
  return application;
}

/** Presences, members and message content. */
const PRIVILEGED_INTENTS = (1 << 8) | (1 << 1) | (1 << 15);

/** Gives a bot a new token. The old one works no more. */
export function resetToken(application: Application): void {
  application.token = botToken(application.id);
}

function botToken(id: string): string {
  return [
    Buffer.from(id).toString('base64url'),
    randomBytes(4).toString('base64url'),
    randomBytes(27).toString('base64url'),
  ].join('.');
}

function addUser(world: World, options: Partial<User> & { username: string; bot: boolean }): User {
  const user: User = {
    id: world.ids.next(),
    globalName: null,
    avatar: null,
    locale: 'en-US',
    dmsOpen: true,
    ...options,
  };
  world.users.set(user.id, user);
  return user;
}
