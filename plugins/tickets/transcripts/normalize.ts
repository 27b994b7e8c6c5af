import type {
  APIAttachment,
  APIEmbed,
  APIMessage,
  APIMessageSnapshotFields,
  APIPoll,
} from 'discord-api-types/v10';
import { componentsOf } from './components.ts';
import type { Author, Body, Copy, Embed, Entry, Picture, Poll } from './entry.ts';

/** Makes the copy of a file, or says why there is none. */
export type CopyFile = (file: Pick<APIAttachment, 'id' | 'filename' | 'size' | 'url'>) => Promise<Copy>;

/** Makes the copy of a picture that an embed or component shows; undefined where there can be none. */
export type CopyPicture = (url: string) => Promise<Copy | undefined>;

export interface Copier {
  readonly file: CopyFile;
  readonly picture: CopyPicture;
}

/** Types of messages that people and bots write: plain, reply, slash command, context menu. */
const written = new Set([0, 19, 20, 23]);

/** How much of an answered message is repeated, in characters. */
const snippet = 200;

/** A message of Discord as a transcript holds it. @param names collects how people are called. */
export async function entryOf(
  message: APIMessage,
  copier: Copier,
  names: (user: { id: string; username: string; global_name?: string | null }) => string,
): Promise<Entry> {
  const { id, timestamp, edited_timestamp: edited, type, reactions, thread, pinned } = message;
  for (const user of message.mentions ?? []) {
    names(user);
  }
  const forwarded = message.message_snapshots?.[0]?.message;
  const command = commandOf(message, names);
  return {
    id,
    at: timestamp,
    author: authorOf(message, names),
    ...(!written.has(type) && { system: type }),
    ...(edited && { editedAt: edited }),
    ...(pinned && { pinned }),
    ...replyOf(message, names),
    ...(command && { command }),
    ...(forwarded && {
      forward: { ...(await bodyOf(forwarded, copier)), at: forwarded.timestamp },
    }),
    ...(await bodyOf(message, copier)),
    ...(reactions?.length && {
      reactions: reactions.map(({ emoji, count }) => ({ emoji: emojiText(emoji), count })),
    }),
    ...(thread && { thread: { id: thread.id, name: thread.name ?? '' } }),
  };
}

function authorOf(
  { author, webhook_id: webhook }: APIMessage,
  names: (user: APIMessage['author']) => string,
): Author {
  const { id, username } = author;
  // A webhook writes under any name: it says nothing about the account.
  const name = webhook ? username : names(author);
  const kind = webhook ? 'webhook' : author.bot ? 'bot' : undefined;
  return { id, name, ...(name !== username && { account: username }), ...(kind && { kind }) };
}

function commandOf(
  message: APIMessage,
  names: (user: APIMessage['author']) => string,
): Entry['command'] | undefined {
  const { interaction } = message;
  return interaction && { name: interaction.name, by: names(interaction.user), user: interaction.user.id };
}

function replyOf(message: APIMessage, names: (user: APIMessage['author']) => string): Pick<Entry, 'reply'> {
  const { type, referenced_message: answered } = message;
  if (type !== 19) {
    return {};
  }
  return {
    reply: answered
      ? {
          id: answered.id,
          user: answered.author.id,
          author: answered.webhook_id ? answered.author.username : names(answered.author),
          text: answered.content.slice(0, snippet),
        }
      : null,
  };
}

async function bodyOf(message: APIMessage | APIMessageSnapshotFields, copier: Copier): Promise<Body> {
  const { content, embeds, attachments, components } = message;
  const { poll } = message as APIMessage;
  const stickers = (message.sticker_items ?? []).map(({ name }) => name);
  return {
    ...(content && { text: content }),
    ...(embeds?.length && { embeds: await Promise.all(embeds.map((embed) => embedOf(embed, copier))) }),
    ...(components?.length && { components: await componentsOf(components, copier) }),
    ...(attachments?.length && {
      files: await Promise.all(attachments.map((file) => fileOf(file, copier))),
    }),
    ...(stickers.length > 0 && { stickers }),
    ...(poll && { poll: pollOf(poll) }),
  };
}

/** https://docs.discord.com/developers/resources/message#attachment-object-attachment-flags */
const isSpoiler = 1 << 3;

async function fileOf(file: APIAttachment, copier: Copier): Promise<Copy> {
  const { description, filename, flags = 0 } = file;
  const spoiler = filename.startsWith('SPOILER_') || (flags & isSpoiler) !== 0;
  return {
    ...(await copier.file(file)),
    ...(description && { description }),
    ...(spoiler && { spoiler: true as const }),
  };
}

async function embedOf(embed: APIEmbed, copier: Copier): Promise<Embed> {
  const { title, url, description, color, author, provider, fields, image, thumbnail, video, footer } = embed;
  const pictures = await Promise.all(
    [thumbnail, image].flatMap((media) =>
      media ? [pictureOf({ url: media.url, proxy: media.proxy_url }, copier)] : [],
    ),
  );
  return {
    ...(title && { title }),
    ...(url && { url }),
    ...(description && { description }),
    ...colorOf(color),
    ...(author && { author: { name: author.name, ...(author.url && { url: author.url }) } }),
    ...(provider?.name && { provider: provider.name }),
    ...(fields?.length && {
      fields: fields.map(({ name, value, inline }) => ({
        name,
        value,
        ...(inline && { inline: true as const }),
      })),
    }),
    ...(pictures.length > 0 && { pictures }),
    ...(video?.url && { video: video.url }),
    ...(footer && { footer: footer.text }),
    ...(embed.timestamp && { at: embed.timestamp }),
  };
}

/** A picture that is shown, with its copy where one can be made. */
export async function pictureOf(
  { url, proxy, description, spoiler }: Omit<Picture, 'copy'> & { readonly proxy?: string | undefined },
  copier: Copier,
): Promise<Picture> {
  const copy = await copier.picture(proxy ?? url);
  return {
    url,
    ...(description && { description }),
    ...(spoiler && { spoiler }),
    ...(copy && { copy }),
  };
}

/** A colour as CSS writes it; none for Discord's default. */
export function colorOf(color: number | null | undefined): { color?: string } {
  return typeof color === 'number' && color > 0 && color <= 0xffffff
    ? { color: `#${Math.trunc(color).toString(16).padStart(6, '0')}` }
    : {};
}

function pollOf({ question, answers, results, expiry }: APIPoll): Poll {
  const votes = new Map(results?.answer_counts.map(({ id, count }) => [id, count]));
  return {
    question: question.text ?? '',
    answers: answers.map(({ answer_id: id, poll_media: { text, emoji } }) => ({
      text: [emoji && emojiText(emoji), text].filter(Boolean).join(' '),
      ...(results && { votes: votes.get(id) ?? 0 }),
    })),
    ...(expiry && { ends: expiry }),
    ...(results?.is_finalized && { ended: true as const }),
  };
}

/** An emoji as text: a character, or `:name:` for one of a server. */
export function emojiText({ id, name }: { id?: string | null; name?: string | null }): string {
  return id ? `:${name ?? id}:` : (name ?? '');
}
