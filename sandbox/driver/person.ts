import { directChannel } from '../discord/state/channels.ts';
import type { Channel, Message, User } from '../discord/state/types.ts';
import { Bot } from './bot.ts';
import {
  autocomplete,
  type CommandOptions,
  contextCommand,
  type Inputs,
  offeredCommands,
  slash,
} from './commands.ts';
import { type ComponentOptions, click, type ModalInputs, select, submit } from './components.ts';
import type { SandboxGuild } from './guild.ts';
import type { Input } from './input.ts';
import type { OpenModal } from './modal.ts';
import { channelNamed, UnknownName } from './names.ts';
import { ClientRefusal } from './refusal.ts';
import type { Reply } from './reply.ts';
import type { Sandbox } from './sandbox.ts';
import { channelsOf, describeScreens, Screen, seesChannel } from './screen.ts';
import { displayName, ShownMessage } from './shown-message.ts';
import { waitUntil } from './wait.ts';
import { deleteAs, editAs, react, type SayOptions, say, unreact } from './writing.ts';

/** A channel by name, id or record; a bot stands for the direct messages with it. */
export type Place = string | Channel | Bot;

/** A message as it was read, or its record. */
export type MessageLike = ShownMessage | Message;

/** How often people do the same again. */
const TIMES = 3;

export interface UntilOptions {
  readonly in?: Place;
  /** Real milliseconds; thirty seconds by default. */
  readonly timeout?: number | undefined;
}

/**
 * Somebody with a Discord account, at their screen. They can do what Discord's client lets them do; anything else is a
 * `ClientRefusal` that shows what they see. In a guild they are a `Member`.
 */
export class Person {
  readonly sandbox: Sandbox;
  readonly user: User;

  constructor(sandbox: Sandbox, user: User) {
    this.sandbox = sandbox;
    this.user = user;
  }

  /** The guild that the person looks at; none for an account by itself, which sees direct messages only. */
  get guild(): SandboxGuild | undefined {
    return undefined;
  }

  get id(): string {
    return this.user.id;
  }

  get name(): string {
    return displayName(this.user);
  }

  /** How the person is mentioned in a text. */
  get mention(): string {
    return `<@${this.user.id}>`;
  }

  /** Sends a slash command, like `/ticket create`, and waits for what is to be seen then. */
  slash(line: string, inputs?: Inputs, options?: CommandOptions): Promise<Reply> {
    return this.#again(() => slash(this, line, inputs, options));
  }

  /** Types in an option of a slash command and waits for the `choices`. */
  autocomplete(
    line: string,
    inputs: Inputs,
    options?: CommandOptions & { focused?: string },
  ): Promise<Reply> {
    return autocomplete(this, line, inputs, options);
  }

  /** Uses a command of the menu on a person. */
  userCommand(name: string, target: Person | Bot, options?: CommandOptions): Promise<Reply> {
    return contextCommand(this, name, target.user, options);
  }

  /** Uses a command of the menu on a message. */
  messageCommand(name: string, target: MessageLike, options?: CommandOptions): Promise<Reply> {
    return contextCommand(this, name, recordOf(target), options);
  }

  /** The commands that are offered: `/ticket create`, and the names of those of the menus. */
  commands(place?: Place): string[] {
    return offeredCommands(this, this.place(place));
  }

  click(button: string, options?: ComponentOptions): Promise<Reply> {
    return this.#again(() => click(this, button, options));
  }

  /** Chooses in a select menu: labels of a string select; people, roles or channels of the others. */
  select(menu: string, choices: Input | readonly Input[], options?: ComponentOptions): Promise<Reply> {
    return this.#again(() => select(this, menu, choices, options));
  }

  /** The modal that is open. */
  get modal(): OpenModal | undefined {
    return this.sandbox.modals.of(this.user);
  }

  /** Fills in the open modal, by label or custom id, and sends it. */
  submit(inputs?: ModalInputs, options?: { timeout?: number }): Promise<Reply> {
    return submit(this, inputs, options);
  }

  /** Closes the open modal without sending it. @returns whether there was one. */
  dismissModal(): boolean {
    return this.sandbox.modals.close(this.user);
  }

  /** Writes a message. */
  say(content: string, options?: SayOptions): ShownMessage {
    return say(this, this.place(options?.in), content, options);
  }

  sayDm(bot: Bot, content: string, options?: Omit<SayOptions, 'in'>): ShownMessage {
    return this.say(content, { ...options, in: bot });
  }

  react(message: MessageLike, emoji: string): void {
    react(this, recordOf(message), emoji);
  }

  unreact(message: MessageLike, emoji: string): void {
    unreact(this, recordOf(message), emoji);
  }

  /** Changes a message of their own. */
  edits(message: MessageLike, content: string): void {
    editAs(this, recordOf(message), content);
  }

  /** Deletes a message: their own, or with Manage Messages anybody's. */
  deletes(message: MessageLike): void {
    deleteAs(this, recordOf(message));
  }

  /** What the person sees of a channel. Nothing of a hidden one. @throws UnknownName */
  sees(place: Place): Screen {
    return new Screen(this.sandbox.world, this.user, this.channelOf(place));
  }

  seesChannel(place: Place): boolean {
    const known =
      typeof place !== 'string' || this.visibleChannels().some((channel) => isNamed(channel, place));
    return known && seesChannel(this.sandbox.world, this.user, this.channelOf(place));
  }

  /** The direct messages with a bot. */
  dms(bot: Bot): Screen {
    return this.sees(bot);
  }

  /** Takes no more direct messages from members of shared guilds: a bot gets 50007. */
  closeDms(): void {
    this.user.dmsOpen = false;
  }

  openDms(): void {
    this.user.dmsOpen = true;
  }

  /** Goes into a guild. */
  joins(guild: SandboxGuild): void {
    guild.member(this);
  }

  /** All channels that the person sees, with what stands in them, as plain text. */
  screen(): string {
    const modal = this.modal;
    const channels = describeScreens(this.sandbox.world, this.user, this.visibleChannels());
    return modal ? `${modal.text}\n${channels}` : channels;
  }

  /** The person's screen with a heading, for the message of a failure. */
  describe(): string {
    return `On ${this.name}'s screen:\n${this.screen()}`;
  }

  /** Waits until a message that the person sees says this. @returns that message. */
  until(text: string, options?: UntilOptions): Promise<ShownMessage>;
  /** Waits until the condition gives something truthy. @returns what it gave. */
  until<Value>(condition: () => Value | Promise<Value>, options?: UntilOptions): Promise<NonNullable<Value>>;
  until(condition: string | (() => unknown), options: UntilOptions = {}): Promise<unknown> {
    const check = typeof condition === 'string' ? () => this.#message(condition, options.in) : condition;
    const wanted = typeof condition === 'string' ? `${this.name} sees '${condition}'` : 'the condition holds';
    return waitUntil(this.sandbox.world, check, {
      timeout: options.timeout ?? this.sandbox.patience,
      describe: () => `Waited in vain until ${wanted}.\n\n${this.describe()}`,
    });
  }

  /**
   * The channel that the person acts in.
   * @throws ClientRefusal when they do not see it, or there is none by default.
   */
  place(place?: Place): Channel {
    if (place === undefined) throw new ClientRefusal(this, 'it must be said where: `{ in: bot }`');
    const channel = this.channelOf(place);
    if (!seesChannel(this.sandbox.world, this.user, channel))
      throw new ClientRefusal(this, `#${channel.name} is hidden from ${this.name}`);
    return channel;
  }

  /** A channel by name, id, record or bot, hidden or not. @throws UnknownName */
  channelOf(place: Place): Channel {
    if (place instanceof Bot) return directChannel(this.sandbox.world, this.user, place.user);
    if (typeof place !== 'string') return place;
    if (this.guild) return channelNamed(this.guild.record, place, (channel) => this.seesChannel(channel));
    const direct = this.visibleChannels().find((channel) => channel.id === place);
    if (!direct) throw new UnknownName('channel', place, [], ` of ${this.name} outside a guild`);
    return direct;
  }

  /** The channels on the screen: of the guild the person looks at, and direct messages. */
  visibleChannels(): Channel[] {
    const { world } = this.sandbox;
    return channelsOf(world, this.user).filter(
      ({ guild }) => guild === undefined || guild === this.guild?.record,
    );
  }

  /** Does something, and the same again when the bot was too slow and says so. */
  async #again(does: () => Promise<Reply>): Promise<Reply> {
    const { again } = this.sandbox;
    let reply = await does();
    for (let times = 0; again !== undefined && times < TIMES && reply.shows(again); times += 1)
      reply = await does();
    return reply;
  }

  #message(text: string, place: Place | undefined): ShownMessage | undefined {
    const channels = place === undefined ? this.visibleChannels() : [place];
    for (const channel of channels) {
      const found = this.sees(channel).message(text);
      if (found) return found;
    }
    return undefined;
  }
}

function isNamed(channel: Channel, name: string): boolean {
  return channel.id === name || channel.name === name.replace(/^#/, '');
}

function recordOf(message: MessageLike): Message {
  return message instanceof ShownMessage ? message.record : message;
}
