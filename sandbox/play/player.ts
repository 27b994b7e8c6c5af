import type { Channel } from '../discord/state/types.ts';
import type { Bot } from '../driver/bot.ts';
import type { SandboxGuild } from '../driver/guild.ts';
import type { Member } from '../driver/member.ts';
import type { OpenModal } from '../driver/modal.ts';
import { namesIn } from '../driver/names.ts';
import type { Reply } from '../driver/reply.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import type { ShownMessage } from '../driver/shown-message.ts';
import type { BotProgram } from '../program/bot-program.ts';
import { type Canvas, drawMessage } from './drawing.ts';
import type { Ink } from './ink.ts';

/** How many messages of a channel are shown. */
const shownMessages = 12;

export interface PlayerParts {
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly program: BotProgram;
  readonly guild: SandboxGuild;
  readonly ink: Ink;
  /** In columns. */
  readonly width: number;
  readonly print: (line: string) => void;
  /** How long a command or a button may take to appear before it counts as missing, in ms. */
  readonly patience: number;
}

/** Whoever sits at the terminal: which person they play, where that person is, and how they see it. */
export class Player {
  readonly sandbox: Sandbox;
  /** The account that the bot logs in with. */
  readonly bot: Bot;
  readonly program: BotProgram;
  readonly ink: Ink;
  readonly print: (line: string) => void;
  readonly patience: number;
  readonly #width: number;
  #person: Member;
  #place: Channel;

  constructor({ sandbox, bot, program, guild, ink, width, print, patience }: PlayerParts) {
    this.sandbox = sandbox;
    this.bot = bot;
    this.program = program;
    this.ink = ink;
    this.print = print;
    this.patience = patience;
    this.#width = width;
    this.#person = guild.owner;
    this.#place = this.#person.place('general');
  }

  get person(): Member {
    return this.#person;
  }

  get guild(): SandboxGuild {
    return this.#person.guild;
  }

  get place(): Channel {
    return this.#place;
  }

  /** `#general`, or `@Guildhall` for direct messages. */
  get placeName(): string {
    return this.#place.guild ? `#${this.#place.name}` : `@${this.bot.name}`;
  }

  /** Takes another seat, or the same one in another guild. They stay in the channel if they see it. */
  become(person: Member): void {
    const stays = person.guild === this.guild && person.seesChannel(this.#place);
    this.#place = stays ? this.#place : person.place();
    this.#person = person;
  }

  /** Goes to a channel by name, or with `@` to the direct messages with the bot. @throws ClientRefusal */
  goTo(place: string): void {
    this.#place = this.#person.place(place.startsWith('@') ? this.sandbox.bot(place.slice(1)) : place);
  }

  /** Shows what came of a command, a click, a choice or a form. */
  showReply(reply: Reply): void {
    if (reply.modal) {
      this.showModal(reply.modal);
    } else if (reply.failed) {
      this.print(this.ink.red(reply.failed));
    } else if (reply.channelGone) {
      this.print(this.ink.dim('The channel is gone.'));
      this.become(this.#person);
    } else if (reply.messages.length === 0) {
      this.print(this.ink.dim('It was taken; there is nothing to see.'));
    } else {
      this.#showMessages(reply.messages);
    }
  }

  showModal(modal: OpenModal): void {
    const { ink } = this;
    this.print(`${ink.bold(modal.title)} ${ink.dim('(a form: fill Field="text", or close)')}`);
    for (const { label, description, required, value, placeholder, options } of modal.fields) {
      const hint = options.length > 0 ? options.join(' | ') : (value ?? placeholder ?? '');
      this.print(`  ${label}${required ? ink.red(' *') : ''} ${ink.dim(hint)}`);
      if (description) {
        this.print(ink.dim(`    ${description}`));
      }
    }
  }

  /** Shows the channel that the person is in, or another one. */
  showChannel(place: Channel = this.#place): void {
    const { topic } = place;
    const name = place === this.#place ? this.placeName : `#${place.name}`;
    this.print(this.ink.bold(name) + (topic ? ` ${this.ink.dim(topic)}` : ''));
    const { messages } = this.#person.sees(place);
    const left = messages.length - shownMessages;
    if (left > 0) {
      this.print(this.ink.dim(`(${left} earlier)`));
    }
    if (messages.length === 0) {
      this.print(this.ink.dim('(nothing here yet)'));
    }
    this.#showMessages(messages.slice(-shownMessages));
    const { modal } = this.#person;
    if (modal) {
      this.showModal(modal);
    }
  }

  #showMessages(messages: readonly ShownMessage[]): void {
    for (const message of messages) {
      for (const line of drawMessage(message, this.#canvas(message), this.#colorOf(message))) {
        this.print(line);
      }
    }
  }

  #canvas(message: ShownMessage): Canvas {
    const names = namesIn(this.sandbox.world, message.record.channel);
    return { ink: this.ink, width: this.#width - 2, names, now: this.sandbox.clock.now() };
  }

  /** The colour of a name in a guild: of the highest role that has one. */
  #colorOf({ record }: ShownMessage): number {
    const { guild } = record.channel;
    const roles = (guild?.members.get(record.author.id)?.roles ?? []).map((id) => guild!.roles.get(id));
    const colored = roles.filter((role) => role !== undefined).filter(({ color }) => color !== 0);
    return colored.sort((one, other) => other.position - one.position)[0]?.color ?? 0;
  }
}
