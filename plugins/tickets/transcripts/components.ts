import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Component } from './entry.ts';
import { type Copier, colorOf, emojiText, pictureOf } from './normalize.ts';

/** Discord's numbers: a thread has no packages, so that it starts at once and is small. */
const T = {
  ActionRow: 1,
  Button: 2,
  StringSelect: 3,
  UserSelect: 5,
  RoleSelect: 6,
  MentionableSelect: 7,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Thumbnail: 11,
  MediaGallery: 12,
  File: 13,
  Separator: 14,
  Container: 17,
} as const;

/** How deep components may stand in each other; Discord's go to three. */
const depthLimit = 6;

/** What comes from Discord: any of its components, known or not. */
type Raw = Readonly<Record<string, unknown>> & { readonly type: number };

interface Media {
  readonly url: string;
  readonly proxy_url?: string;
}

/**
 * The components of a message as a transcript holds them: what they show, not what they do.
 * https://docs.discord.com/developers/components/reference
 */
export function componentsOf(
  components: readonly APIMessageTopLevelComponent[],
  copier: Copier,
): Promise<Component[]> {
  return partsOf(components as unknown as Raw[], copier, 0);
}

async function partsOf(parts: unknown, copier: Copier, depth: number): Promise<Component[]> {
  if (!Array.isArray(parts) || depth > depthLimit) {
    return [];
  }
  return Promise.all((parts as Raw[]).map((part) => partOf(part, copier, depth)));
}

async function partOf(part: Raw, copier: Copier, depth: number): Promise<Component> {
  switch (part.type) {
    case T.ActionRow:
      return { kind: 'row', parts: await partsOf(part.components, copier, depth + 1) };
    case T.Button:
      return buttonOf(part);
    case T.StringSelect:
    case T.UserSelect:
    case T.RoleSelect:
    case T.MentionableSelect:
    case T.ChannelSelect:
      return menuOf(part);
    case T.TextDisplay:
      return { kind: 'text', text: text(part.content) };
    case T.Section: {
      const beside = part.accessory ? [part.accessory] : [];
      return {
        kind: 'section',
        parts: await partsOf([...((part.components as Raw[]) ?? []), ...beside], copier, depth + 1),
      };
    }
    case T.Container:
      return {
        kind: 'box',
        parts: await partsOf(part.components, copier, depth + 1),
        ...colorOf(part.accent_color as number | null | undefined),
        ...(part.spoiler === true && { spoiler: true as const }),
      };
    case T.Thumbnail:
      return galleryOf([part], copier);
    case T.MediaGallery:
      return galleryOf(Array.isArray(part.items) ? (part.items as Raw[]) : [], copier);
    case T.File: {
      const name = text(part.name) || nameIn(text((part.file as Media | undefined)?.url));
      return { kind: 'file', name, ...(part.spoiler === true && { spoiler: true as const }) };
    }
    case T.Separator:
      return { kind: 'line' };
    default:
      return { kind: 'other', type: part.type };
  }
}

function buttonOf(part: Raw): Component {
  const emoji = part.emoji ? emojiText(part.emoji as { id?: string; name?: string }) : '';
  const url = text(part.url);
  return {
    kind: 'button',
    label: [emoji, text(part.label)].filter(Boolean).join(' '),
    ...(url && { url }),
    ...(part.disabled === true && { disabled: true as const }),
  };
}

function menuOf(part: Raw): Component {
  const options = Array.isArray(part.options) ? (part.options as Raw[]) : [];
  return {
    kind: 'menu',
    hint: text(part.placeholder),
    options: options.map(({ label }) => text(label)),
  };
}

async function galleryOf(items: readonly Raw[], copier: Copier): Promise<Component> {
  const pictures = await Promise.all(
    items.map((item) => {
      const media = item.media as Media | undefined;
      return pictureOf(
        {
          url: text(media?.url),
          proxy: media?.proxy_url,
          description: text(item.description),
          ...(item.spoiler === true && { spoiler: true as const }),
        },
        copier,
      );
    }),
  );
  return { kind: 'gallery', pictures };
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The name of the file that an address leads to. */
function nameIn(url: string): string {
  const path = URL.parse(url)?.pathname ?? url;
  try {
    return decodeURIComponent(path.split('/').at(-1) ?? '');
  } catch {
    return path;
  }
}
