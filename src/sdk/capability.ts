import { PermissionFlagsBits } from 'discord.js';
import type { Actor } from './actor.ts';
import type { Locale } from './texts.ts';

/**
 * Who may use a capability while nobody has decided otherwise: every member, staff (Manage Messages or Manage Server),
 * administrators, or the guild's owner.
 */
export type Audience = 'everyone' | 'staff' | 'administrators' | 'owner';

export interface CapabilityDeclaration {
  readonly default: Audience;
}

/**
 * The capabilities of one plugin by their local name (`host.training`); elsewhere they carry the plugin's name. What
 * one lets people do stands in the locale files, at `capabilities.<local name>`.
 */
export type Capabilities = Readonly<Record<string, CapabilityDeclaration>>;

const belongs: Readonly<Record<Audience, (actor: Actor) => boolean>> = {
  everyone: () => true,
  staff: (actor) =>
    actor.permissions.any([PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ManageGuild]),
  administrators: (actor) => actor.permissions.has(PermissionFlagsBits.Administrator),
  owner: (actor) => actor.id === actor.guild.ownerId,
};

/** Whether a member belongs to an audience. Names of roles are never looked at. */
export function isAmong(actor: Actor, audience: Audience): boolean {
  return belongs[audience](actor);
}

/** A capability of something that is loaded now. */
export interface DeclaredCapability {
  readonly plugin: string;
  /** The full name, such as `pads.host.training`. */
  readonly name: string;
  readonly audience: Audience;
  /** What it lets people do; its name where the plugin does not say. */
  text(locale: Locale): string;
  /** What people call the plugin. */
  feature(locale: Locale): string;
}

/**
 * Who decided about a member, in the order in which they are asked: nobody declared the capability, the guild's owner
 * may do everything, the permission service knows, the declared audience decides where there is no such service, an
 * owner of the bot breaks the glass.
 */
export type DecidedBy = 'undeclared' | 'owner' | 'service' | 'audience' | 'break-glass';

export interface Verdict {
  readonly may: boolean;
  readonly by: DecidedBy;
}

/** All capabilities of this host, by their full names. */
export interface CapabilityBook {
  /** What is declared by everything that is loaded now, the host's own commands among them. */
  declared(): readonly DeclaredCapability[];
  /** Whether a member may. Never ask inside a transaction. @throws when nobody can say. */
  may(actor: Actor, capability: string): Promise<boolean>;
  /** Who decides about it, and how, without any effect. @throws when nobody can say. */
  verdict(actor: Actor, capability: string): Promise<Verdict>;
  /** For the permission service: somebody in a guild was given or lost something, so its menu may be another one. */
  changed(guild: string): void;
}
