import { type FieldDesk, type Message, Refusal, type Result, type Translate } from '@guildhall/sdk';
import type { BaseInteraction, Guild } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';
import { templateForm } from '../forms/template-forms.ts';
import plugin from '../plugin.ts';
import { type TemplateName, templates } from '../types/templates.ts';
import { typeField, typeSections } from '../types/type-fields.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import { removedTypes, typeList } from '../views/type-list.ts';
import { typeScreen } from '../views/type-screen.ts';

type Interaction = BaseInteraction<'cached'>;

/** All types of a guild. @param page from 0. @param note what was just done. */
export async function typeListAnswer(
  { guildId, locale }: Interaction,
  page = 0,
  note?: string,
): Promise<Message> {
  const { types } = plugin.parts;
  const removed = (await types.removed(guildId)).length;
  const t = plugin.host.texts.in(locale);
  return typeList({ types: await types.offered(guildId), removed, page, note }, t);
}

/** The types that were taken away. */
export async function removedAnswer({ guildId, locale }: Interaction, page = 0): Promise<Message> {
  const t = plugin.host.texts.in(locale);
  return removedTypes({ types: await plugin.parts.types.removed(guildId), page }, t);
}

/** The screen of a type. @param section the first one, where there is none of that name. @throws Refusal `type-removed`. */
export async function typeAnswer(
  interaction: Interaction,
  id: string,
  section?: string,
  note?: string,
): Promise<Message> {
  const { guild, guildId, locale } = interaction;
  const { types } = plugin.parts;
  const offered = await types.offered(guildId);
  const place = offered.findIndex((type) => type.id === id);
  const type = offered[place] ?? (await typeOf(interaction, id));
  return typeScreen(
    {
      type,
      guild,
      section: typeSections.find((one) => one === section) ?? typeSections[0]!,
      inUse: await types.inUse(id),
      first: place === 0,
      last: place === offered.length - 1,
      note,
    },
    plugin.host.texts.in(locale),
  );
}

/** @throws Refusal `type-removed` when there is no such type. */
export async function typeOf({ guildId }: Interaction, id: string): Promise<TicketType> {
  const type = await plugin.parts.types.find(guildId, id);
  if (!type) {
    throw new Refusal('type-removed');
  }
  return type;
}

/**
 * A field of a type that somebody changes. @param seen the version that they saw.
 * @throws Refusal `type-removed`, or `setting-gone` of the host.
 */
export async function typeDesk(
  interaction: Interaction,
  { id, name, seen }: { readonly id: string; readonly name: string; readonly seen: number },
): Promise<FieldDesk> {
  const { guild, user, locale } = interaction;
  const type = await typeOf(interaction, id);
  const found = typeField(name);
  if (!found || type.removedAt) {
    throw new Refusal(found ? 'type-removed' : 'setting-gone');
  }
  const { field, section } = found;
  const t = plugin.host.texts.in(locale);
  return {
    view: {
      field,
      value: type[name as keyof TicketType],
      guild,
      address: (act) => plugin.customId('type', act, id, type.version, name),
      back: plugin.customId('type', 'show', id, section),
      t,
    },
    drafts: plugin.host.drafts,
    draft: `type:${id}:${name}`,
    save: async (value) => {
      const patch = { [name]: name === 'emoji' ? serverEmoji(guild, String(value)) : value };
      return problemIn(await plugin.parts.types.change(guild.id, id, seen, patch, user.id), t);
    },
    screen: (note) => typeAnswer(interaction, id, section, note),
  };
}

/** Forms do not turn `:party:` into the emoji of the server that it is: this does. */
function serverEmoji({ emojis }: Guild, typed: string): string {
  const name = /^:?(\w{2,32}):?$/.exec(typed)?.[1];
  const found = name && emojis.cache.find((emoji) => emoji.name === name);
  return found ? String(found) : typed;
}

/** Adds a type from a template, in the language of the guild. @throws Refusal. */
export async function addFromTemplate(
  { guildId, user }: Interaction,
  template: TemplateName,
  chosen: Partial<Pick<TicketType, 'staffRoles' | 'openCategory' | 'closedCategory'>> = {},
): Promise<TicketType> {
  const { t } = await plugin.host.texts.ofGuild(guildId);
  const wanted = t(`templates.${template}.name`);
  const draft = { ...templates[template], ...chosen, welcome: t(`templates.${template}.welcome`) };
  const taken = new Set((await plugin.parts.types.offered(guildId)).map(({ name }) => name.toLowerCase()));
  const name = [wanted, ...Array.from({ length: 25 }, (_, index) => `${wanted} ${index + 2}`)].find(
    (one) => !taken.has(one.toLowerCase()),
  );
  const form = templateForm(template, t);
  const added = await plugin.parts.types.add(
    guildId,
    { ...draft, name: name ?? wanted },
    user.id,
    async (em, { id: type }) => {
      if (form) {
        await plugin.parts.forms.put(em, { guild: guildId, type, by: user.id }, form);
      }
    },
  );
  return orRefuse(added);
}

/** Why something was refused, as a line on a screen. */
export function refusalLine(refusal: Refusal, t: Translate): string {
  const { code, values } = shown(refusal);
  return t(`refusals.${code}`, values);
}

/** Why something was refused, for a {@link FieldDesk}; undefined: it was not. */
export const problemIn = (result: Result<unknown, Refusal>, t: Translate): string | undefined =>
  result.match({ ok: () => undefined, err: (refusal) => refusalLine(refusal, t) });
