import type { APIEmbed } from 'discord-api-types/v10';
import type { Attachment, Component, Message } from '../state/types.ts';
import type { MessageView } from './message-view.ts';

type Json = Record<string, unknown>;

/** A message's parts that can show its files, with the links of the moment. */
export interface ShownMedia {
  readonly embeds: APIEmbed[];
  readonly components: Component[];
  /** The files that no embed or component shows: Discord lists only these. */
  readonly listed: readonly Attachment[];
}

/**
 * Files are stored in embeds and components as `attachment://name` and shown with a freshly signed link and what is
 * known of the file.
 */
export function shownMedia(message: Message, view: MessageView): ShownMedia {
  const { attachments } = message;
  if (message.embeds.length === 0 && message.components.length === 0)
    return { embeds: message.embeds, components: message.components, listed: attachments };
  const used = new Set<Attachment>();
  const fileOf = (url: unknown): Attachment | undefined => {
    const name = typeof url === 'string' && url.startsWith(SCHEME) ? url.slice(SCHEME.length) : undefined;
    const file = name === undefined ? undefined : attachments.find(({ filename }) => filename === name);
    if (file) used.add(file);
    return file;
  };
  const show = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(show);
    if (typeof value !== 'object' || value === null) return value;
    const shown: Json = {};
    for (const [key, part] of Object.entries(value)) shown[key] = show(part);
    if (typeof shown.url === 'string' && 'proxy_url' in shown)
      Object.assign(shown, media(shown, fileOf(shown.url)));
    else if (typeof shown.icon_url === 'string') Object.assign(shown, icon(shown, fileOf(shown.icon_url)));
    if (shown.type === FILE_COMPONENT) Object.assign(shown, fileName(value as Json, fileOf));
    return shown;
  };
  const media = (shown: Json, file: Attachment | undefined): Json => {
    const url = file ? view.attachmentUrl(file) : view.freshUrl(shown.url as string);
    if (!file) return { url, proxy_url: url };
    return {
      url,
      proxy_url: url,
      width: file.width ?? (shown.width as number | null),
      height: file.height ?? (shown.height as number | null),
      ...(file.contentType && { content_type: file.contentType }),
      // Media of a component have an id of their own; images of an embed do not.
      ...('id' in shown && { attachment_id: file.id }),
    };
  };
  const icon = (shown: Json, file: Attachment | undefined): Json => {
    const url = file ? view.attachmentUrl(file) : view.freshUrl(shown.icon_url as string);
    return { icon_url: url, proxy_icon_url: url };
  };
  const embeds = show(message.embeds) as APIEmbed[];
  const components = show(message.components) as Component[];
  return { embeds, components, listed: attachments.filter((file) => !used.has(file)) };
}

const SCHEME = 'attachment://';
const FILE_COMPONENT = 13;

function fileName(component: Json, fileOf: (url: unknown) => Attachment | undefined): Json {
  const file = fileOf((component.file as Json | undefined)?.url);
  return file ? { name: file.filename, size: file.size } : {};
}
