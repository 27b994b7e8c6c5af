import { Identifiers } from '@sapphire/framework';
import { DiscordAPIError, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Clock } from '../sdk/clock.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { refusalOf } from '../sdk/refusal.ts';
import { respond } from '../sdk/respond.ts';
import type { Translate } from '../sdk/texts.ts';
import type { Outcome, RunContext } from './context.ts';
import type { Entry, EntryKind, Subject } from './entry.ts';

/** Discord gives 3 s for the first answer; a handler that has not answered by now gets a deferral. In ms. */
const patience = 2_000;

/** Errors of Discord whose cause a person can mend. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const discordTexts: Readonly<Record<number, string>> = {
  50001: 'gate.discord.no-access',
  50013: 'gate.discord.no-permission',
  10003: 'gate.discord.channel-gone',
  10008: 'gate.discord.message-gone',
  10011: 'gate.discord.role-gone',
  50007: 'gate.discord.no-direct-messages',
  30013: 'gate.discord.too-many-channels',
};

/** The interaction is over or was answered elsewhere: nobody can be told any more. */
const unanswerable = new Set([10062, 40060, 10015, 50027]);

/** Sapphire's own preconditions. */
const preconditionTexts: Readonly<Record<string, string>> = {
  [Identifiers.PreconditionCooldown]: 'gate.cooldown',
  [Identifiers.PreconditionClientPermissions]: 'gate.bot-permissions',
  [Identifiers.PreconditionUserPermissions]: 'gate.user-permissions',
};

const silent: ReadonlySet<EntryKind> = new Set([
  'listener',
  'task',
  'timer',
  'setup',
  'service',
  'precondition',
]);

export interface AnswersOptions {
  readonly texts: (namespace: string, locale: string) => Translate;
  readonly logger: PluginLogger;
  readonly clock: Clock;
}

/** What a person sees when the gate says no, or when something broke: one sentence, for them alone. */
export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  async refused(subject: Subject, outcome: Outcome, entry: Entry): Promise<void> {
    const capability = entry.capability(subject);
    const { plugin } = entry.generation;
    await this.#tell(subject, entry.kind, `gate.${outcome}`, {
      feature: this.#featureName(plugin, subject.locale),
      capability: capability === undefined ? '' : `${plugin}.${capability}`,
    });
  }

  async failed({ subject, entry, plugin }: RunContext, error: unknown, reference: string): Promise<void> {
    const refusal = refusalOf(error);
    if (refusal) {
      const text = this.#options.texts(plugin, subject.locale)(`refusals.${refusal.code}`, refusal.values);
      await this.#say(subject, entry, text);
      return;
    }
    const code = error instanceof DiscordAPIError ? Number(error.code) : undefined;
    if (code !== undefined && unanswerable.has(code)) {
      return;
    }
    await this.#tell(subject, entry, (code !== undefined && discordTexts[code]) || 'gate.error', {
      reference,
    });
  }

  /** What one of Sapphire's preconditions refused. `context.remaining` is in ms. */
  async denied(
    subject: Subject,
    identifier: string,
    context: {
      readonly remaining?: number;
      readonly silent?: boolean;
      readonly missing?: readonly string[];
    } = {},
  ): Promise<void> {
    if (context?.silent) {
      return;
    }
    const when = `<t:${Math.ceil((this.#options.clock.now().getTime() + (context?.remaining ?? 0)) / 1_000)}:R>`;
    await this.#tell(subject, 'command', preconditionTexts[identifier] ?? 'gate.precondition', {
      when,
      permissions: (context?.missing ?? []).join(', '),
    });
  }

  /** A component or command that nobody answers for any more. */
  async unknown(interaction: RepliableInteraction): Promise<void> {
    await this.#tell(
      { guild: interaction.guildId ?? undefined, actor: undefined, locale: interaction.locale, interaction },
      'component',
      'gate.gone',
      {},
    );
  }

  /** Answers in the place of a handler that is about to be too late. @returns how to stop watching. */
  watch({ interaction }: Subject, kind: EntryKind): (() => void) | undefined {
    if (!interaction?.isRepliable() || silent.has(kind)) {
      return undefined;
    }
    const timer = setTimeout(() => {
      if (interaction.replied || interaction.deferred) {
        return;
      }
      const deferred = interaction.isMessageComponent()
        ? interaction.deferUpdate()
        : interaction.deferReply({ flags: MessageFlags.Ephemeral });
      deferred.catch((error: unknown) => this.#options.logger.warn('an answer came too late', { error }));
    }, patience);
    return () => clearTimeout(timer);
  }

  /** A feature by the name that people know; its folder's where the plugin gives none. */
  #featureName(plugin: string, locale: string): string {
    const name = this.#options.texts(plugin, locale)('feature.name');
    return name === 'feature.name' ? plugin : name;
  }

  async #tell(
    subject: Subject,
    kind: EntryKind,
    key: string,
    values: Record<string, unknown>,
  ): Promise<void> {
    await this.#say(subject, kind, this.#options.texts('guildhall', subject.locale)(key, values));
  }

  async #say({ interaction, message }: Subject, kind: EntryKind, content: string): Promise<void> {
    if (silent.has(kind)) {
      return;
    }
    try {
      if (interaction?.isAutocomplete()) {
        if (!interaction.responded) {
          await interaction.respond([]);
        }
      } else if (interaction?.isRepliable()) {
        await (interaction.isMessageComponent() && interaction.deferred
          ? interaction.followUp({ content, flags: MessageFlags.Ephemeral })
          : respond(interaction, { content, private: true }));
      } else {
        await message?.reply({ content });
      }
    } catch (error) {
      this.#options.logger.warn('a person could not be told', { error, content });
    }
  }
}
