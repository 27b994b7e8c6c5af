import type { APIEmbed } from 'discord-api-types/v10';

/**
 * Turns the link of a body into the one to store: a reference to a file of the message, or itself; undefined when the
 * message has no such file.
 */
export type LinkReader = (url: string) => string | undefined;

type Json = Record<string, unknown>;

/**
 * Embeds as Discord stores them: always `rich`, trimmed, without what is empty or cannot be set (`provider`, `video`).
 * An embed that shows nothing is left out.
 *
 * Source: https://docs.discord.com/developers/resources/message#create-message-limitations
 */
export function embedInput(embeds: readonly APIEmbed[] | null | undefined, link: LinkReader): APIEmbed[] {
  return (embeds ?? []).map((embed) => stored(embed, link)).filter((embed) => Object.keys(embed).length > 1);
}

function stored(embed: APIEmbed, link: LinkReader): APIEmbed {
  return {
    type: 'rich',
    ...text('title', embed.title),
    ...text('description', embed.description),
    ...text('url', embed.url),
    ...(typeof embed.color === 'number' && { color: embed.color }),
    ...(embed.timestamp && { timestamp: withOffset(embed.timestamp) }),
    ...(embed.fields?.length && {
      fields: embed.fields.map(({ name, value, inline }) => ({
        name: name.trim(),
        value: value.trim(),
        inline: inline ?? false,
      })),
    }),
    ...(embed.author?.name?.trim() && {
      author: {
        name: embed.author.name.trim(),
        ...text('url', embed.author.url),
        ...icon(embed.author.icon_url, link),
      },
    }),
    ...image('image', embed.image, link),
    ...image('thumbnail', embed.thumbnail, link),
    ...(embed.footer?.text?.trim() && {
      footer: { text: embed.footer.text.trim(), ...icon(embed.footer.icon_url, link) },
    }),
  } as APIEmbed;
}

function text(key: string, value: string | null | undefined): Json {
  const trimmed = value?.trim();
  return trimmed ? { [key]: trimmed } : {};
}

function icon(url: string | null | undefined, link: LinkReader): Json {
  const kept = url && link(url);
  return kept ? { icon_url: kept, proxy_icon_url: kept } : {};
}

function image(key: string, value: { url?: string | null } | null | undefined, link: LinkReader): Json {
  const kept = value?.url && link(value.url);
  return kept ? { [key]: { url: kept, proxy_url: kept, width: 0, height: 0, flags: 0 } } : {};
}

/** Discord answers a time with an offset, and leaves out a fraction of zero. */
function withOffset(timestamp: string): string {
  const time = new Date(timestamp);
  if (Number.isNaN(time.getTime())) return timestamp;
  return time.toISOString().replace('.000Z', '+00:00').replace('Z', '000+00:00');
}
