import { type APIEmbed, ButtonStyle, MessageFlags, ComponentType as T } from 'discord-api-types/v10';
import { allComponents } from '../discord/state/messages.ts';
import type { Component, Message } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { namesIn } from './names.ts';
import { buttonLabel, renderBody, renderMessage, selectLabel, withoutMarks } from './render.ts';

export interface ShownButton {
  readonly label: string;
  readonly customId: string | undefined;
  /** Where a link button leads. */
  readonly url: string | undefined;
  readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link' | 'premium';
  readonly disabled: boolean;
}

export interface ShownSelect {
  readonly placeholder: string;
  readonly customId: string;
  readonly kind: 'string' | 'user' | 'role' | 'mentionable' | 'channel';
  /** The labels of a string select. */
  readonly options: readonly string[];
  readonly disabled: boolean;
}

export interface ShownAttachment {
  readonly name: string;
  readonly size: number;
  readonly contentType: string | undefined;
  /** Signed; it runs out after a day of the clock. */
  readonly url: string;
}

/** A message as a person sees it. It follows the message: read it again after an edit. */
export class ShownMessage {
  readonly record: Message;
  readonly #world: World;

  constructor(world: World, record: Message) {
    this.#world = world;
    this.record = record;
  }

  get id(): string {
    return this.record.id;
  }

  /** The name that it is shown under. */
  get author(): string {
    const { author, webhook, channel } = this.record;
    return webhook?.username ?? displayName(author, channel.guild?.members.get(author.id)?.nick);
  }

  /** The text itself, with Markdown and mentions as they were sent. */
  get content(): string {
    return this.record.content;
  }

  /** All that it says, as people read it: text, embeds, components, files. */
  get text(): string {
    return this.thinking ? THINKING : renderBody(this.#drawable, namesIn(this.#world, this.record.channel));
  }

  get embeds(): readonly APIEmbed[] {
    return this.record.embeds;
  }

  get ephemeral(): boolean {
    return this.record.visibleTo !== undefined;
  }

  /** Whether the bot has deferred its answer and has not written it yet. */
  get thinking(): boolean {
    return (this.record.flags & MessageFlags.Loading) !== 0;
  }

  get edited(): boolean {
    return this.record.editedAt !== null;
  }

  get pinned(): boolean {
    return this.record.pinnedAt !== null;
  }

  /** Whether it has been deleted since. */
  get deleted(): boolean {
    return this.record.channel.messages.get(this.record.id) !== this.record;
  }

  /** The labels of its buttons, in order. */
  get buttons(): string[] {
    return this.allButtons.map(({ label }) => label);
  }

  get allButtons(): ShownButton[] {
    return this.#components(T.Button).map(shownButton);
  }

  /** The button with this label or custom id. */
  button(name: string): ShownButton | undefined {
    return this.allButtons.find(({ label, customId }) => label === name || customId === name);
  }

  /** The placeholders of its select menus, in order. */
  get selects(): string[] {
    return this.allSelects.map(({ placeholder }) => placeholder);
  }

  get allSelects(): ShownSelect[] {
    return this.#components(...Object.keys(selectKinds).map(Number)).map(shownSelect);
  }

  /** The select menu with this placeholder or custom id. */
  menu(name: string): ShownSelect | undefined {
    return this.allSelects.find(({ placeholder, customId }) => placeholder === name || customId === name);
  }

  get attachments(): ShownAttachment[] {
    return this.record.attachments.map((attachment) => ({
      name: attachment.filename,
      size: attachment.size,
      contentType: attachment.contentType,
      url: this.#world.view.attachmentUrl(attachment),
    }));
  }

  /** How many people reacted, by emoji. */
  get reactions(): Record<string, number> {
    return Object.fromEntries(this.#drawable.reactions.map(({ emoji, count }) => [emoji, count]));
  }

  /** Whether it says `text`, with or without Markdown's marks. */
  shows(text: string): boolean {
    return says(this.text, text) || this.record.content.includes(text);
  }

  /** With the author's name, as it stands in a channel. */
  toString(): string {
    const { author, bot } = { author: this.author, bot: this.record.author.bot };
    const heading = { author, bot, ephemeral: this.ephemeral, edited: this.edited };
    const drawable = this.thinking ? { ...this.#drawable, content: THINKING } : this.#drawable;
    return renderMessage(heading, drawable, namesIn(this.#world, this.record.channel));
  }

  get #drawable() {
    const { record } = this;
    return {
      content: record.content,
      embeds: record.embeds,
      components: record.components,
      attachments: record.attachments,
      poll: record.poll,
      reactions: record.reactions
        .filter(({ userIds }) => userIds.size > 0)
        .map(({ emoji, userIds }) => ({
          emoji: emoji.id ? `:${emoji.name}:` : (emoji.name ?? '?'),
          count: userIds.size,
        })),
    };
  }

  #components(...types: number[]): Component[] {
    return [...allComponents(this.record.components)].filter(({ type }) => types.includes(type));
  }
}

const THINKING = 'is thinking…';

const styles: Record<number, ShownButton['style']> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'link',
  [ButtonStyle.Premium]: 'premium',
};

const selectKinds: Record<number, ShownSelect['kind']> = {
  [T.StringSelect]: 'string',
  [T.UserSelect]: 'user',
  [T.RoleSelect]: 'role',
  [T.MentionableSelect]: 'mentionable',
  [T.ChannelSelect]: 'channel',
};

function shownButton(component: Component): ShownButton {
  return {
    label: buttonLabel(component),
    customId: component.custom_id as string | undefined,
    url: component.url as string | undefined,
    style: styles[component.style as number] ?? 'secondary',
    disabled: component.disabled === true,
  };
}

function shownSelect(component: Component): ShownSelect {
  const options = (component.options ?? []) as { label: string }[];
  return {
    placeholder: selectLabel(component),
    customId: component.custom_id as string,
    kind: selectKinds[component.type]!,
    options: options.map(({ label }) => label),
    disabled: component.disabled === true,
  };
}

/** Whether a shown text says `part`, with or without Markdown's marks. */
export function says(shown: string, part: string): boolean {
  return shown.includes(part) || withoutMarks(shown).includes(part);
}

/** The name that a person goes by. */
export function displayName(
  user: { readonly username: string; readonly globalName: string | null },
  nick?: string | null,
): string {
  return nick ?? user.globalName ?? user.username;
}
