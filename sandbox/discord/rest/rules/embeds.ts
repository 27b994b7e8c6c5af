import type { APIEmbed } from 'discord-api-types/v10';
import { embedLimits } from '../../limits.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { linkRules, schemes } from './links.ts';

/** Embeds as bodies hold them: any member may be null. */
type Embed = { [Member in keyof APIEmbed]?: APIEmbed[Member] | null };

const blank = (text: string | null | undefined): boolean => !text?.trim();

/** Adds to `errors` what is wrong with the embeds of a message: what must be filled in, and their length together. */
export function embedRules(embeds: readonly Embed[], errors: FormErrors, path: FormPath): void {
  let total = 0;
  embeds.forEach((embed, index) => {
    const at = [...path, index];
    if (showsNothing(embed)) errors.add([...at, 'description'], ...problem.required);
    embed.fields?.forEach((field, number) => {
      if (blank(field.name)) errors.add([...at, 'fields', number, 'name'], ...problem.required);
      if (blank(field.value)) errors.add([...at, 'fields', number, 'value'], ...problem.required);
    });
    if (embed.author && blank(embed.author.name)) errors.add([...at, 'author', 'name'], ...problem.required);
    if (embed.footer && blank(embed.footer.text)) errors.add([...at, 'footer', 'text'], ...problem.required);
    linkRules(embed.url, schemes.page, errors, [...at, 'url']);
    linkRules(embed.author?.url, schemes.page, errors, [...at, 'author', 'url']);
    linkRules(embed.author?.icon_url, schemes.media, errors, [...at, 'author', 'icon_url']);
    linkRules(embed.footer?.icon_url, schemes.media, errors, [...at, 'footer', 'icon_url']);
    linkRules(embed.image?.url, schemes.media, errors, [...at, 'image', 'url']);
    linkRules(embed.thumbnail?.url, schemes.media, errors, [...at, 'thumbnail', 'url']);
    total += size(embed);
  });
  if (total > embedLimits.total)
    errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${embedLimits.total}`);
}

/** A colour alone is nothing to see: Discord then asks for a description. */
function showsNothing(embed: Embed): boolean {
  return (
    blank(embed.title) &&
    blank(embed.description) &&
    !embed.fields?.length &&
    !embed.author &&
    !embed.footer &&
    !embed.image?.url &&
    !embed.thumbnail?.url &&
    !embed.timestamp
  );
}

/** Source: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
function size({ title, description, fields, footer, author }: Embed): number {
  const texts = [title, description, footer?.text, author?.name];
  for (const field of fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + characters(text ?? ''), 0);
}
