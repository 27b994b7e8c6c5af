import type { APIEmbed } from 'discord-api-types/v10';
import { expired } from '../discord/state/interactions.ts';
import type { Interaction, Message } from '../discord/state/types.ts';
import { OpenModal } from './modal.ts';
import type { Person } from './person.ts';
import { seesMessage } from './screen.ts';
import { ShownMessage, says } from './shown-message.ts';
import { waitUntil } from './wait.ts';

/** What a person reads when nobody answers within three seconds. */
export const NO_ANSWER = 'The application did not respond';

/**
 * How long something may follow on a click that was only acknowledged, or on a deferred answer that was taken away, in
 * real milliseconds.
 */
const UPDATE_GRACE = 3_000;

/** What came of a person's command, click, choice or modal. It follows its messages: read it again after an edit. */
export class Reply {
  readonly person: Person;
  readonly interaction: Interaction;
  readonly #before: Look | undefined;

  constructor(person: Person, interaction: Interaction) {
    this.person = person;
    this.interaction = interaction;
    this.#before = interaction.message && look(interaction.message);
  }

  /** Why there is nothing to see: nobody answered in time. */
  get failed(): string | undefined {
    return expired(this.person.sandbox.world, this.interaction) ? NO_ANSWER : undefined;
  }

  /** The message of the answer, or the one that was updated. */
  get message(): ShownMessage | undefined {
    return this.messages[0];
  }

  /** The answer, or the updated message, then the follow-ups that the person sees. */
  get messages(): ShownMessage[] {
    const { interaction, person } = this;
    const { world } = person.sandbox;
    if (this.channelGone) return [];
    const updated = interaction.answer?.kind.endsWith('update') || interaction.answer?.kind === 'updated';
    return [...interaction.channel.messages.values()]
      .filter(
        (message) =>
          message.id === interaction.originalId ||
          message.interaction?.id === interaction.id ||
          (updated && message === interaction.message),
      )
      .filter((message) => seesMessage(world, person.user, message))
      .map((message) => new ShownMessage(world, message));
  }

  get followUps(): ShownMessage[] {
    return this.messages.slice(1);
  }

  /** All that there is to read: the messages, or the modal, or why there is none. */
  get text(): string {
    const modal = this.modal;
    if (modal) return modal.text;
    return this.failed ?? this.messages.map((message) => message.text).join('\n');
  }

  get embeds(): APIEmbed[] {
    return this.messages.flatMap((message) => [...message.embeds]);
  }

  /** The labels of all buttons. */
  get buttons(): string[] {
    return this.messages.flatMap((message) => message.buttons);
  }

  /** The placeholders of all select menus. */
  get selects(): string[] {
    return this.messages.flatMap((message) => message.selects);
  }

  /** Whether the channel was deleted in which the person did it, with all that stood there. */
  get channelGone(): boolean {
    return !this.person.sandbox.world.channels.has(this.interaction.channel.id);
  }

  /** Whether only this person sees the answer. */
  get ephemeral(): boolean {
    return this.message?.ephemeral ?? false;
  }

  /** Whether the bot has deferred its answer and has not given it yet. */
  get thinking(): boolean {
    return this.message?.thinking ?? false;
  }

  /** The modal that was answered with. */
  get modal(): OpenModal | undefined {
    const { answer } = this.interaction;
    return answer?.kind === 'modal' ? new OpenModal(this.interaction, answer.modal) : undefined;
  }

  /** What an autocomplete offers. */
  get choices(): { name: string; value: string | number }[] {
    const { answer } = this.interaction;
    return answer?.kind === 'choices' ? answer.choices : [];
  }

  /** Whether there is `text` to read, with or without Markdown's marks. */
  shows(text: string): boolean {
    return says(this.text, text) || this.messages.some((message) => message.shows(text));
  }

  /**
   * Waits for later edits and follow-ups, until the reply says `condition` or `condition` gives something truthy.
   * @param options `timeout` in real milliseconds.
   */
  async until(condition: string | (() => unknown), options: { timeout?: number } = {}): Promise<this> {
    const check = typeof condition === 'string' ? () => this.shows(condition) : condition;
    const wanted = typeof condition === 'string' ? `the reply says '${condition}'` : 'the condition holds';
    await waitUntil(this.person.sandbox.world, check, {
      timeout: options.timeout ?? this.person.sandbox.patience,
      describe: () =>
        `Waited in vain until ${wanted}. The reply reads:\n${this.text}\n\n${this.person.describe()}`,
    });
    return this;
  }

  /** Whether all that came of it so far is nothing to see: something may follow. */
  get empty(): boolean {
    const { answer } = this.interaction;
    return answer?.kind === 'deferred-update' || (answer?.kind === 'deferred' && this.messages.length === 0);
  }

  /** Whether there is something to see for a person who waits. */
  get settled(): boolean {
    const { interaction } = this;
    const { answer } = interaction;
    if (!answer) return this.failed !== undefined;
    if (this.channelGone) return true;
    if (answer.kind === 'deferred') return this.messages.length > 0 && !this.thinking;
    if (answer.kind === 'deferred-update') return this.followUps.length > 0 || this.#changed;
    return true;
  }

  get #changed(): boolean {
    const { message } = this.interaction;
    if (!message || !this.#before) return true;
    const gone = message.channel.messages.get(message.id) !== message;
    return gone || look(message).some((part, index) => part !== this.#before![index]);
  }
}

type Look = readonly unknown[];

/** What an edit replaces: enough to tell whether there was one. */
function look({ content, embeds, components, attachments, flags, editedAt }: Message): Look {
  return [content, embeds, components, attachments, flags, editedAt];
}

/**
 * Waits until the person sees something: the answer; for a deferred one, what is written then; after three seconds of
 * the clock without an answer, the failure. A click that is acknowledged and changes nothing is given three seconds, and so is
 * a deferred answer that is taken away: an answer for everybody comes in its place.
 */
export async function replyTo(
  person: Person,
  interaction: Interaction,
  options: { timeout?: number | undefined } = {},
): Promise<Reply> {
  const reply = new Reply(person, interaction);
  const { clock } = person.sandbox;
  let acknowledged: number | undefined;
  await waitUntil(
    person.sandbox.world,
    () => {
      if (reply.settled) return true;
      if (!reply.empty) return false;
      acknowledged ??= performance.now();
      return performance.now() - acknowledged > UPDATE_GRACE;
    },
    {
      timeout: options.timeout ?? person.sandbox.patience,
      describe: () =>
        interaction.answer
          ? `The bot deferred its answer and has not written it.\n\n${person.describe()}`
          : `Nobody has answered yet${clock.frozen ? ', and the clock is frozen: advance it' : ''}.\n\n${person.describe()}`,
    },
  );
  person.sandbox.modals.settle(person.user, interaction);
  return reply;
}
