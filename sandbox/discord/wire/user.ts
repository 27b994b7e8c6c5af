import type { APIUser } from 'discord-api-types/v10';
import type { User } from '../state/types.ts';

/** An account as others see it. */
export function userObject(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    global_name: user.globalName,
    avatar: user.avatar,
    discriminator: user.bot ? '0000' : '0',
    public_flags: 0,
    flags: 0,
    bot: user.bot,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  } as unknown as APIUser;
}

/** An account as it sees itself. */
export function ownUserObject(user: User): APIUser {
  return {
    ...userObject(user),
    mfa_enabled: false,
    locale: user.locale,
    verified: true,
    email: null,
  } as APIUser;
}
