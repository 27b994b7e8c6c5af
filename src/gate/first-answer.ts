import {
  type InteractionDeferReplyOptions,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  type InteractionUpdateOptions,
  type Message,
  MessageFlags,
  MessageFlagsBitField,
  type RepliableInteraction,
} from 'discord.js';
import { Refusal } from '../sdk/refusal.ts';
import { type AnswerMethods, standIn } from './stand-ins.ts';

/** Where the handler's answer lies: in Discord's own place for it, in a message of its own, or nowhere yet. */
type Home = '@original' | 'none' | (string & {});

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
export class FirstAnswer implements AnswerMethods {
  readonly #interaction: RepliableInteraction;
  /** discord.js's own methods, those that the interaction has. */
  readonly #own: AnswerMethods;
  readonly #onMessage: boolean;
  readonly #report: (error: unknown) => void;
  readonly #opened: ((form: unknown) => void) | undefined;
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

  /** @param opened is told of a form (modal) that is about to be shown. */
  constructor(
    interaction: RepliableInteraction,
    patience: number,
    { report, opened }: { report: (error: unknown) => void; opened?: (form: unknown) => void },
  ) {
    this.#interaction = interaction;
    this.#report = report;
    this.#opened = opened;
    this.#onMessage =
      interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());
    this.#own = standIn(interaction, this);
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
      ? this.#call('deferUpdate')
      : this.#call('deferReply', { flags: MessageFlags.Ephemeral });
    this.#deferral = deferred.then(() => {
      this.#held = true;
      this.#thinking = !this.#onMessage;
      // For the handler nothing has happened.
      interaction.deferred = false;
      interaction.ephemeral = null;
    }, this.#report);
  }

  // What the handler calls, by way of the stand-ins.

  async reply(options: InteractionReplyOptions | string): Promise<unknown> {
    if (!(await this.#steppedIn())) {
      return this.#first(() => this.#call('reply', options));
    }
    this.#needUnanswered();
    this.#hidden = isPrivate(options);
    return this.#answered(options, () => this.#put(options));
  }

  async deferReply(options: InteractionDeferReplyOptions = {}): Promise<unknown> {
    if (!(await this.#steppedIn())) {
      return this.#first(() => this.#call('deferReply', options));
    }
    this.#needUnanswered();
    this.#hidden = isPrivate(options);
    this.#interaction.deferred = true;
    this.#interaction.ephemeral = this.#hidden;
    return undefined;
  }

  async update(options: InteractionUpdateOptions | string): Promise<unknown> {
    if (!(await this.#steppedIn())) {
      return this.#first(() => this.#call('update', options));
    }
    this.#needUnanswered();
    this.#home = '@original';
    return this.#answered(options, () => this.#call('editReply', options as never));
  }

  async deferUpdate(options?: object): Promise<unknown> {
    if (!(await this.#steppedIn())) {
      return this.#first(() => this.#call('deferUpdate', options));
    }
    this.#needUnanswered();
    this.#home = '@original';
    this.#interaction.deferred = true;
    return undefined;
  }

  async showModal(...args: unknown[]): Promise<unknown> {
    if (!(await this.#steppedIn())) {
      return this.#first(() => {
        // Whoever sends it at once may be faster than Discord's word that it was shown.
        this.#opened?.(args[0]);
        return this.#call('showModal', ...args);
      });
    }
    // Discord opens a modal as the first answer or not at all. Nothing was typed yet: whoever clicks again loses nothing.
    this.#report(new Error('a modal came later than the first answer'));
    throw new Refusal('late-modal');
  }

  async followUp(options: InteractionReplyOptions | string): Promise<Message> {
    return this.#held && this.#home === 'none' && this.#interaction.deferred
      ? this.#put(options)
      : this.#call('followUp', options);
  }

  async editReply(options: InteractionEditReplyOptions | string): Promise<Message> {
    const named = typeof options === 'object' && options.message !== undefined;
    if (!this.#held || named) {
      return this.#call('editReply', options);
    }
    if (this.#home !== 'none') {
      return this.#call('editReply', at(this.#home, options));
    }
    const { deferred } = this.#interaction;
    return deferred ? this.#put(options as InteractionReplyOptions) : this.#call('editReply', options);
  }

  async deleteReply(message?: string): Promise<void> {
    if (message !== undefined || !this.#held || this.#home !== 'none') {
      return this.#call('deleteReply', message ?? this.#place());
    }
    if (this.#thinking) {
      await this.#call('deleteReply', '@original');
      this.#thinking = false;
    }
    // What follows stands by itself.
    this.#home = '@original';
  }

  async fetchReply(message: string = this.#place()): Promise<Message> {
    return this.#call('fetchReply', message);
  }

  #call<Name extends keyof AnswerMethods>(
    name: Name,
    ...args: Parameters<AnswerMethods[Name]>
  ): ReturnType<AnswerMethods[Name]> {
    return Reflect.apply(this.#own[name], this.#interaction, args) as ReturnType<AnswerMethods[Name]>;
  }

  #place(): string {
    return this.#held && this.#home !== 'none' ? this.#home : '@original';
  }

  /** Whether the deferral came before the handler's answer; waits for one that is on its way. */
  #steppedIn(): boolean | Promise<boolean> {
    return this.#deferral ? this.#deferral.then(() => this.#held) : false;
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
      const message = await this.#call('editReply', options as never);
      this.#thinking = false;
      this.#home = '@original';
      return message;
    }
    if (this.#thinking) {
      // A follow-up would fill it in, and stay as private as it is.
      await this.#call('deleteReply', '@original');
      this.#thinking = false;
    }
    const message = await this.#call('followUp', visible(options, this.#hidden));
    this.#home = message.id;
    return message;
  }
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
