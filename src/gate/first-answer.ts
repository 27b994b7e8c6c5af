import {
  type AutocompleteInteraction,
  type InteractionDeferReplyOptions,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  type InteractionUpdateOptions,
  type Message,
  MessageFlags,
  MessageFlagsBitField,
  type RepliableInteraction,
} from 'discord.js';

/** Where the handler's answer lies: in Discord's own place for it, in a message of its own, or nowhere yet. */
type Home = '@original' | 'none' | (string & {});

type Own = {
  readonly reply: (options: InteractionReplyOptions | string) => Promise<unknown>;
  readonly deferReply: (options?: InteractionDeferReplyOptions) => Promise<unknown>;
  readonly update: (options: InteractionUpdateOptions | string) => Promise<unknown>;
  readonly deferUpdate: (options?: object) => Promise<unknown>;
  readonly showModal: (...args: unknown[]) => Promise<unknown>;
  readonly followUp: (options: InteractionReplyOptions | string) => Promise<Message>;
  readonly editReply: (options: InteractionEditReplyOptions | string) => Promise<Message>;
  readonly deleteReply: (message?: string) => Promise<void>;
  readonly fetchReply: (message?: string) => Promise<Message>;
};

const methods = [
  'reply',
  'deferReply',
  'update',
  'deferUpdate',
  'showModal',
  'followUp',
  'editReply',
  'deleteReply',
  'fetchReply',
] as const;

/** Options of discord.js that say whether a message is for one person. */
interface Visibility {
  readonly flags?: unknown;
  readonly ephemeral?: unknown;
}

/**
 * The first answer to an interaction: the handler's, or, when that is about to be too late, a deferral in its place.
 *
 * The handler need not know of the deferral. To it the interaction looks unanswered, and what it calls then does what
 * it would have done: `reply` is seen by those it is meant for, `update` changes the message with the button. Discord
 * cannot change who sees a deferred answer, nor turn an acknowledged click into a new answer, so some of it becomes a
 * follow-up. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
 */
export class FirstAnswer {
  readonly #interaction: RepliableInteraction;
  readonly #own: Own;
  readonly #onMessage: boolean;
  readonly #report: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #deferral: Promise<void> | undefined;
  /** Whether the deferral in the handler's place stands. */
  #held = false;
  /** The handler answers by itself at this moment, or has. */
  #begun = false;
  /** Whether Discord's "is thinking" is still there. */
  #thinking = false;
  #home: Home = 'none';
  #hidden = false;

  constructor(interaction: RepliableInteraction, patience: number, report: (error: unknown) => void) {
    this.#interaction = interaction;
    this.#report = report;
    this.#onMessage =
      interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());
    const target = interaction as unknown as Record<string, (...args: never[]) => Promise<never>>;
    const own: Record<string, unknown> = {};
    for (const name of methods) {
      const method = target[name];
      if (method) {
        own[name] = method.bind(interaction);
        target[name] = (...args: never[]) => (this.#instead as unknown as typeof target)[name]!(...args);
      }
    }
    this.#own = own as unknown as Own;
    this.#timer = setTimeout(() => this.#defer(), patience);
  }

  /** The handler has ended: nothing is answered in its place any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #defer(): void {
    const interaction = this.#interaction;
    if (this.#begun || interaction.replied || interaction.deferred) {
      return;
    }
    const deferred = this.#onMessage
      ? this.#own.deferUpdate()
      : this.#own.deferReply({ flags: MessageFlags.Ephemeral });
    this.#deferral = deferred.then(() => {
      this.#held = true;
      this.#thinking = !this.#onMessage;
      // For the handler nothing has happened.
      interaction.deferred = false;
      interaction.ephemeral = null;
    }, this.#report);
  }

  /** What the handler calls. */
  readonly #instead: Own = {
    reply: async (options) => {
      if (!(await this.#steppedIn())) {
        return this.#first(() => this.#own.reply(options));
      }
      this.#needUnanswered();
      this.#hidden = isPrivate(options);
      return this.#answered(options, () => this.#put(options));
    },
    deferReply: async (options = {}) => {
      if (!(await this.#steppedIn())) {
        return this.#first(() => this.#own.deferReply(options));
      }
      this.#needUnanswered();
      this.#hidden = isPrivate(options);
      this.#interaction.deferred = true;
      this.#interaction.ephemeral = this.#hidden;
      return undefined;
    },
    update: async (options) => {
      if (!(await this.#steppedIn())) {
        return this.#first(() => this.#own.update(options));
      }
      this.#needUnanswered();
      this.#home = '@original';
      return this.#answered(options, () => this.#own.editReply(options as never));
    },
    deferUpdate: async (options) => {
      if (!(await this.#steppedIn())) {
        return this.#first(() => this.#own.deferUpdate(options));
      }
      this.#needUnanswered();
      this.#home = '@original';
      this.#interaction.deferred = true;
      return undefined;
    },
    showModal: async (...args) => {
      if (!(await this.#steppedIn())) {
        return this.#first(() => this.#own.showModal(...args));
      }
      throw new Error(
        'a modal can only be the first answer: show it before anything that may take two seconds',
      );
    },
    followUp: async (options) =>
      this.#held && this.#home === 'none' && this.#interaction.deferred
        ? this.#put(options)
        : this.#own.followUp(options),
    editReply: async (options) => {
      const named = typeof options === 'object' && options.message !== undefined;
      if (!this.#held || named) {
        return this.#own.editReply(options);
      }
      if (this.#home !== 'none') {
        return this.#own.editReply(at(this.#home, options));
      }
      const { deferred } = this.#interaction;
      return deferred ? this.#put(options as InteractionReplyOptions) : this.#own.editReply(options);
    },
    deleteReply: async (message) => {
      if (message !== undefined || !this.#held || this.#home !== 'none') {
        return this.#own.deleteReply(message ?? this.#place());
      }
      if (this.#thinking) {
        await this.#own.deleteReply('@original');
        this.#thinking = false;
      }
      // What follows stands by itself.
      this.#home = '@original';
    },
    fetchReply: (message = this.#place()) => this.#own.fetchReply(message),
  };

  #place(): string {
    return this.#held && this.#home !== 'none' ? this.#home : '@original';
  }

  /** Whether the deferral came before the handler's answer; waits for one that is on its way. */
  async #steppedIn(): Promise<boolean> {
    await this.#deferral;
    return this.#held;
  }

  async #first<T>(answer: () => Promise<T>): Promise<T> {
    this.#begun = true;
    try {
      return await answer();
    } catch (error) {
      this.#begun = false;
      throw error;
    }
  }

  #needUnanswered(): void {
    if (this.#interaction.deferred || this.#interaction.replied) {
      throw new Error('The reply to this interaction has already been sent or deferred.');
    }
  }

  /** What discord.js gives back for a first answer, as near as may be. */
  async #answered(options: unknown, answer: () => Promise<Message>): Promise<unknown> {
    // discord.js lets nothing follow before there was an answer.
    this.#interaction.replied = true;
    try {
      const message = await answer();
      const whole = (options as { withResponse?: boolean }).withResponse === true;
      return whole ? { resource: { message } } : message;
    } catch (error) {
      this.#interaction.replied = false;
      throw error;
    }
  }

  /** Shows the handler's answer to those who are meant to see it. */
  async #put(options: InteractionReplyOptions | string): Promise<Message> {
    if (this.#thinking && this.#hidden) {
      const message = await this.#own.editReply(options as never);
      this.#thinking = false;
      this.#home = '@original';
      return message;
    }
    if (this.#thinking) {
      // A follow-up would fill it in, and stay as private as it is.
      await this.#own.deleteReply('@original');
      this.#thinking = false;
    }
    const message = await this.#own.followUp(visible(options, this.#hidden));
    this.#home = message.id;
    return message;
  }
}

/** Autocomplete has nothing to defer: who is too late offered nothing. @returns how to stop watching. */
export function suggestInTime(
  interaction: AutocompleteInteraction,
  patience: number,
  report: (error: unknown) => void,
): () => void {
  const own = interaction.respond.bind(interaction);
  let begun = false;
  const respond: typeof own = async (choices) => {
    if (!begun) {
      begun = true;
      await own(choices);
    }
  };
  interaction.respond = respond;
  const timer = setTimeout(() => void respond([]).catch(report), patience);
  return () => clearTimeout(timer);
}

const asOptions = (options: Visibility | string): Visibility =>
  typeof options === 'string' ? ({ content: options } as Visibility) : options;

function isPrivate(given: Visibility | string): boolean {
  const { flags, ephemeral } = asOptions(given);
  return ephemeral === true || new MessageFlagsBitField(flags as never).has(MessageFlags.Ephemeral);
}

function visible(given: Visibility | string, hidden: boolean): InteractionReplyOptions {
  const options = asOptions(given);
  const flags = new MessageFlagsBitField(options.flags as never).remove(MessageFlags.Ephemeral);
  const whole = hidden ? flags.add(MessageFlags.Ephemeral) : flags;
  return { ...options, flags: whole.bitfield } as InteractionReplyOptions;
}

const at = (message: string, options: InteractionEditReplyOptions | string): InteractionEditReplyOptions => ({
  ...(typeof options === 'string' ? { content: options } : options),
  message,
});
