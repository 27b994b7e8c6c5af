import { Identifiers } from '@sapphire/framework';
import { SubcommandIdentifiers } from '@sapphire/plugin-subcommands';
import {
  type AutocompleteInteraction,
  DiscordAPIError,
  type Interaction,
  type RepliableInteraction,
} from 'discord.js';
import type { Clock } from '../sdk/clock.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { refusalOf } from '../sdk/refusal.ts';
import { awaitsReply, bodyOf, type Message, respond } from '../sdk/respond.ts';
import { textOr } from '../sdk/text-or.ts';
import type { Translate } from '../sdk/texts.ts';
import type { CapabilityChecks } from './capabilities.ts';
import type { Outcome, RunContext } from './context.ts';
import type { Entry, EntryKind, Subject } from './entry.ts';
import { FirstAnswer } from './first-answer.ts';
import { type Forms, formAgain } from './forms.ts';
import { suggestInTime } from './suggest-in-time.ts';

/** Discord gives 3 s for the first answer; a handler that has not answered by now gets a deferral. In ms. */
const usualPatience = 2_000;

/** What is left of it at least, however old an interaction seems to be: the clock may be ahead of Discord's. In ms. */
const leastPatience = 500;

/** Errors of Discord whose cause a person can mend. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const discordTexts: Readonly<Record<number, string>> = {
  50001: 'gate.discord.no-access',
  50013: 'gate.discord.no-permission',
  10003: 'gate.discord.channel-gone',
  10008: 'gate.discord.message-gone',
  10011: 'gate.discord.role-gone',
  50007: 'gate.discord.no-direct-messages',
  50278: 'gate.discord.no-direct-messages',
  30013: 'gate.discord.too-many-channels',
};

/** The interaction is over or was answered elsewhere: nobody can be told any more. */
const unanswerable = new Set([10062, 40060, 10015, 50027]);

/** Sapphire's own preconditions. */
const preconditionTexts: Readonly<Record<string, string>> = {
  [Identifiers.PreconditionCooldown]: 'gate.cooldown',
  [SubcommandIdentifiers.SubcommandPreconditionCooldown]: 'gate.cooldown',
  [Identifiers.PreconditionClientPermissions]: 'gate.bot-permissions',
  [Identifiers.PreconditionUserPermissions]: 'gate.user-permissions',
};

/** Entries behind which nobody waits. */
const unseen: ReadonlySet<EntryKind> = new Set(['listener', 'task', 'timer', 'setup', 'service']);

/** Where nobody is told that the feature is off: the command says so itself, or nobody may have meant the bot. */
const quiet: ReadonlySet<string> = new Set(['precondition', 'prefix-command refused-off']);

/** Where an interaction carries how to stop watching it. A map of them would be work for the garbage collector. */
const stopWatching = Symbol('stop watching');

type Watched = Interaction & { [stopWatching]?: () => void };

export interface AnswersOptions {
  readonly texts: (namespace: string, locale: string) => Translate;
  /** A feature by the name that people know. */
  readonly featureName: (plugin: string, locale: string) => string;
  readonly capabilities: Pick<CapabilityChecks, 'wayTo'>;
  /** The language of a guild: Discord does not say in which one the writer of a message reads. */
  readonly languageOf: (guild: string) => Promise<string>;
  readonly logger: PluginLogger;
  readonly clock: Clock;
  /** Keeps what is typed into forms, so that a refusal loses nothing. */
  readonly forms: Pick<Forms, 'opened' | 'refused'>;
  /** How long after a click or a command its answer is put off, in ms. */
  readonly patience?: number;
}

/** Whom to tell of a failure, and in whose words. */
export type Failed = Pick<RunContext, 'subject' | 'entry' | 'plugin'> & Partial<Pick<RunContext, 'outcome'>>;

/** What a person sees when the gate says no, or when something broke: one sentence, for them alone. */
export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  async refused(subject: Subject, outcome: Outcome, entry: Entry): Promise<void> {
    if (quiet.has(entry.kind) || quiet.has(`${entry.kind} ${outcome}`)) {
      return;
    }
    const { plugin } = entry.generation;
    const lacked = outcome === 'refused-capability' ? await this.#lacked(subject, entry) : undefined;
    await this.#tell(subject, entry.kind, `gate.${outcome}`, (locale) => ({
      feature: this.#options.featureName(plugin, locale),
      ...lacked?.(locale),
    }));
  }

  /** What somebody was refused for, and how they come to it, in words. */
  async #lacked(subject: Subject, { capability, generation: { plugin } }: Entry) {
    const { capabilities, texts } = this.#options;
    const lacked = capability(subject) ?? '';
    const { by, ...facts } = await capabilities.wayTo(subject.guild, plugin, lacked);
    return (locale: string) => ({
      ability: textOr(texts(plugin, locale), `capabilities.${lacked}`, `${plugin}.${lacked}`),
      way: texts('guildhall', locale)(`gate.way.${by}`, facts),
    });
  }

  async failed(failed: Failed, error: unknown, reference: string): Promise<void> {
    const { subject, entry, plugin, outcome } = failed;
    if (outcome === 'refused-unchecked') {
      await this.#tell(subject, entry, 'gate.refused-unchecked', () => ({ reference }));
      return;
    }
    const refusal = refusalOf(error);
    if (refusal) {
      await this.#say(subject, entry, (locale) =>
        this.#options.texts(plugin, locale)(`refusals.${refusal.code}`, refusal.values),
      );
      return;
    }
    const code = error instanceof DiscordAPIError ? Number(error.code) : undefined;
    if (code !== undefined && unanswerable.has(code)) {
      return;
    }
    const key = (code !== undefined && discordTexts[code]) || 'gate.error';
    await this.#tell(subject, entry, key, () => ({ reference }));
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
    await this.#tell(subject, 'command', preconditionTexts[identifier] ?? 'gate.precondition', () => ({
      when,
      permissions: (context?.missing ?? []).map(spaced).join(', '),
    }));
  }

  /** A component or command that nobody answers for any more. */
  async unknown(interaction: RepliableInteraction | AutocompleteInteraction): Promise<void> {
    await this.#tell(
      { guild: interaction.guildId ?? undefined, actor: undefined, locale: interaction.locale, interaction },
      'component',
      'gate.gone',
      () => ({}),
    );
  }

  /** Answers in the place of a handler that is about to be too late. @returns how to stop watching. */
  watch({ interaction }: Subject, kind: EntryKind): (() => void) | undefined {
    if (!interaction || unseen.has(kind)) {
      return undefined;
    }
    let stop = (interaction as Watched)[stopWatching];
    if (!stop) {
      stop = this.#watch(interaction);
      (interaction as Watched)[stopWatching] = stop;
    }
    // After a precondition comes the command itself.
    return kind === 'precondition' ? undefined : stop;
  }

  #watch(interaction: Interaction): () => void {
    const { logger, clock, patience: whole = usualPatience } = this.#options;
    // Discord counts from the click. Where the machine or the way is slow, part of the time is over by now.
    const age = Math.max(0, clock.now().getTime() - interaction.createdTimestamp);
    const patience = Math.max(whole - age, Math.min(whole, leastPatience));
    const report = (error: unknown) => logger.warn('an answer came too late', { error });
    if (interaction.isAutocomplete()) {
      return suggestInTime(interaction, patience, report);
    }
    const opened = (form: unknown) => this.#options.forms.opened(interaction, form);
    const first = new FirstAnswer(interaction as RepliableInteraction, patience, { report, opened });
    return () => first.stop();
  }

  async #tell(
    subject: Subject,
    kind: EntryKind,
    key: string,
    values: (locale: string) => Record<string, unknown>,
  ): Promise<void> {
    await this.#say(subject, kind, (locale) => this.#options.texts('guildhall', locale)(key, values(locale)));
  }

  async #say(subject: Subject, kind: EntryKind, text: (locale: string) => string): Promise<void> {
    const { interaction, message } = subject;
    if (unseen.has(kind)) {
      return;
    }
    try {
      if (interaction?.isAutocomplete()) {
        if (!interaction.responded) {
          await interaction.respond([]);
        }
      } else if (interaction) {
        await tellAlone(interaction as RepliableInteraction, {
          content: text(subject.locale),
          ...(await this.#formOf(interaction, subject.locale)),
        });
      } else if (message) {
        await message.reply({ content: text(await this.#languageOf(subject)) });
      }
    } catch (error) {
      this.#options.logger.warn('a person could not be told', { error });
    }
  }

  /** The button that opens a form again, as it was sent. */
  async #formOf(interaction: Interaction, locale: string): Promise<Pick<Message, 'components'>> {
    const mark = interaction.isModalSubmit() ? await this.#options.forms.refused(interaction) : undefined;
    const t = this.#options.texts('guildhall', locale);
    return mark === undefined ? {} : { components: [formAgain(mark, t('gate.form-again'))] };
  }

  async #languageOf({ guild, locale }: Subject): Promise<string> {
    return guild === undefined ? locale : this.#options.languageOf(guild).catch(() => locale);
  }
}

/** Shows something to one person, whatever the interaction was answered with before. */
async function tellAlone(interaction: RepliableInteraction, message: Message): Promise<void> {
  if (awaitsReply(interaction) && !interaction.ephemeral) {
    // Everybody would read what fills a public deferral in.
    await interaction.deleteReply();
    await interaction.followUp(bodyOf({ ...message, private: true }));
  } else {
    await respond(interaction, { ...message, private: true });
  }
}

/** `ManageMessages` as `Manage Messages`: so Discord's own pages say it. */
const spaced = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
