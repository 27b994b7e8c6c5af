import { ComponentType as C } from 'discord-api-types/v10';
import type { Component } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import type { LinkReader } from './embed-input.ts';

type Json = Record<string, unknown>;

const select = { min_values: 1, max_values: 1 };
const selectFields = ['custom_id', 'placeholder', 'min_values', 'max_values', 'disabled', 'default_values'];

/**
 * What is kept of each kind of component in a message, and what Discord fills in.
 * Source: https://docs.discord.com/developers/components/reference
 */
const kinds: Record<number, { fields: readonly string[]; filled?: Json }> = {
  [C.ActionRow]: { fields: ['components'] },
  [C.Button]: { fields: ['custom_id', 'style', 'label', 'disabled', 'emoji', 'url', 'sku_id'] },
  [C.StringSelect]: { fields: [...selectFields, 'options'], filled: select },
  [C.UserSelect]: { fields: selectFields, filled: select },
  [C.RoleSelect]: { fields: selectFields, filled: select },
  [C.MentionableSelect]: { fields: selectFields, filled: select },
  [C.ChannelSelect]: { fields: [...selectFields, 'channel_types'], filled: select },
  [C.Section]: { fields: ['components', 'accessory'] },
  [C.TextDisplay]: { fields: ['content'] },
  [C.Thumbnail]: {
    fields: ['media', 'description', 'spoiler'],
    filled: { description: null, spoiler: false },
  },
  [C.MediaGallery]: { fields: ['items'] },
  [C.File]: { fields: ['file', 'spoiler'], filled: { name: null, size: null, spoiler: false } },
  [C.Separator]: { fields: ['divider', 'spacing'], filled: { divider: true, spacing: 1 } },
  [C.Container]: {
    fields: ['components', 'accent_color', 'spoiler'],
    filled: { accent_color: null, spoiler: false },
  },
};

/** Components of a message as Discord stores them: copies with the defaults filled in and what is empty left out. */
export function componentInput(
  world: World,
  components: readonly unknown[] | null | undefined,
  link: LinkReader,
): Component[] {
  const read = (value: unknown): Component => {
    const given = value as Component;
    const kind = kinds[given.type] ?? { fields: Object.keys(given) };
    const kept: Component = { type: given.type, ...(given.id ? { id: given.id } : {}), ...kind.filled };
    for (const field of kind.fields) {
      const part = given[field];
      if (part !== undefined && part !== null) kept[field] = readPart(field, part);
    }
    return kept;
  };
  const readPart = (field: string, part: unknown): unknown => {
    if (field === 'components') return (part as unknown[]).map(read);
    if (field === 'accessory') return read(part);
    if (field === 'media' || field === 'file') return media(part as { url: string });
    if (field === 'items') return (part as Json[]).map(galleryItem);
    return present(part);
  };
  const media = ({ url: given }: { url: string }) => {
    const url = link(given) ?? given;
    return { id: world.ids.next(), url, proxy_url: url, width: null, height: null, content_type: null };
  };
  const galleryItem = (item: Json) => ({
    media: media(item.media as { url: string }),
    description: item.description ?? null,
    spoiler: item.spoiler ?? false,
  });
  return (components ?? []).map(read);
}

/** A copy without members that are null. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      part === null || part === undefined ? [] : [[key, present(part)]],
    ),
  );
}
