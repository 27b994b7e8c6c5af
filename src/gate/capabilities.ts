import type { GuildMember } from 'discord.js';
import { type Audience, type Capabilities, isAmong, type Verdict } from '../sdk/capability.ts';
import type { PermissionService } from '../sdk/services.ts';

/** The capability of the host's own pieces that only the bot's owners have. */
export const operate = 'operate';

/** How long the permission service may take, in ms: Discord waits 3 s for an answer, also for "I could not check". */
const usualPatience = 1_500;

export interface CapabilityChecksOptions {
  readonly declared: (plugin: string) => Capabilities | undefined;
  readonly service: () => PermissionService | undefined;
  readonly owners: readonly string[];
  /**
   * Writes down that an owner of the bot does what nobody else lets them do. Where it is left out, they may not.
   * @param capability the full name.
   */
  readonly breakGlass?: ((actor: GuildMember, capability: string) => Promise<void>) | undefined;
  readonly patience?: number;
}

/** How somebody comes to a capability who lacks it: a command gives it, or they belong to its audience. */
export type Way = { readonly by: 'grant'; readonly command: string } | { readonly by: Audience };

/** Says who may do what. The guild's owner always may, what nobody declared nobody may. */
export class CapabilityChecks {
  readonly #options: CapabilityChecksOptions;
  readonly #owners: ReadonlySet<string>;

  constructor(options: CapabilityChecksOptions) {
    this.#options = options;
    this.#owners = new Set(options.owners);
  }

  /** @param capability the local name. @throws what the permission service throws: the caller refuses then. */
  async may(actor: GuildMember, plugin: string, capability: string): Promise<boolean> {
    if (plugin === 'guildhall' && capability === operate) {
      return this.#owners.has(actor.id);
    }
    const { may, by } = await this.verdict(actor, plugin, capability);
    if (by === 'break-glass') {
      // What cannot be written down is not done.
      await this.#options.breakGlass?.(actor, `${plugin}.${capability}`);
    }
    return may;
  }

  /** Who decides, and how, without any effect. @param capability the local name. @throws like {@link may}. */
  async verdict(actor: GuildMember, plugin: string, capability: string): Promise<Verdict> {
    const { declared, breakGlass } = this.#options;
    const audience = declared(plugin)?.[capability]?.default;
    if (audience === undefined) {
      return { may: false, by: 'undeclared' };
    }
    if (actor.id === actor.guild.ownerId) {
      return { may: true, by: 'owner' };
    }
    const service = this.#options.service();
    const may = service
      ? await this.#inTime(service.may(actor, `${plugin}.${capability}`, audience))
      : isAmong(actor, audience);
    if (!may && breakGlass && this.#owners.has(actor.id)) {
      return { may: true, by: 'break-glass' };
    }
    return { may, by: service ? 'service' : 'audience' };
  }

  /** How members of a guild come to a capability. @param capability the local name. */
  async wayTo(guild: string | undefined, plugin: string, capability: string): Promise<Way> {
    const command = guild === undefined ? undefined : await this.#giving(guild);
    const audience = this.#options.declared(plugin)?.[capability]?.default ?? 'owner';
    return command === undefined ? { by: audience } : { by: 'grant', command };
  }

  async #giving(guild: string): Promise<string | undefined> {
    try {
      return await this.#inTime(Promise.resolve(this.#options.service()?.givenWith?.(guild)));
    } catch {
      // Whoever was refused is told at least that, and whom it is for.
      return undefined;
    }
  }

  async #inTime<T>(asked: Promise<T>): Promise<T> {
    const { patience = usualPatience } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`the permission service has not answered in ${patience} ms`)),
        patience,
      );
    });
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
