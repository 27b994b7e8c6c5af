import { PermissionFlagsBits } from 'discord-api-types/v10';

export type PermissionName = keyof typeof PermissionFlagsBits;

/** Permissions as a bit set, or by Discord's names for them, like `['ViewChannel', 'ManageMessages']`. */
export type Permissions = bigint | PermissionName | readonly PermissionName[];

/** @throws Error for a name that Discord does not have. */
export function permissionBits(permissions: Permissions | undefined): bigint {
  if (permissions === undefined) return 0n;
  if (typeof permissions === 'bigint') return permissions;
  const names = typeof permissions === 'string' ? [permissions] : permissions;
  return names.reduce((bits, name) => {
    const bit = PermissionFlagsBits[name];
    if (bit === undefined) throw new Error(`Discord has no permission '${name}'`);
    return bits | bit;
  }, 0n);
}

/** Discord's names of the permissions, for a zod enum and for messages. */
export const PERMISSION_NAMES = Object.keys(PermissionFlagsBits) as PermissionName[];
