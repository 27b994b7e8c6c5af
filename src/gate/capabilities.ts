import { type GuildMember, PermissionFlagsBits } from 'discord.js';
import type { Audience, Capabilities } from '../sdk/capability.ts';
import type { PermissionService } from '../sdk/services.ts';

/** Who belongs to an audience while nobody has decided otherwise. Names of roles are never looked at. */
const belongs: Readonly<Record<Audience, (actor: GuildMember) => boolean>> = {
  everyone: () => true,
  staff: (actor) =>
    actor.permissions.any([PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ManageGuild]),
  administrators: (actor) => actor.permissions.has(PermissionFlagsBits.Administrator),
  owner: () => false,
};

/** The capability of the host's own pieces that only the bot's owners have. */
export const operate = 'operate';

/** Says who may do what. The guild's owner always may, what nobody declared nobody may. */
export class CapabilityChecks {
  readonly #declared: (plugin: string) => Capabilities | undefined;
  readonly #service: () => PermissionService | undefined;
  readonly #owners: ReadonlySet<string>;

  constructor(options: {
    readonly declared: (plugin: string) => Capabilities | undefined;
    readonly service: () => PermissionService | undefined;
    readonly owners: readonly string[];
  }) {
    this.#declared = options.declared;
    this.#service = options.service;
    this.#owners = new Set(options.owners);
  }

  /** @param capability the local name. @throws what the permission service throws: the caller refuses then. */
  async may(actor: GuildMember, plugin: string, capability: string): Promise<boolean> {
    if (plugin === 'guildhall' && capability === operate) {
      return this.#owners.has(actor.id);
    }
    const audience = this.#declared(plugin)?.[capability]?.default;
    if (audience === undefined) {
      return false;
    }
    if (actor.id === actor.guild.ownerId) {
      return true;
    }
    const service = this.#service();
    return service ? service.may(actor, `${plugin}.${capability}`, audience) : belongs[audience](actor);
  }
}
