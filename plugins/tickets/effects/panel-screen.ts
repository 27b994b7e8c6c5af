import { channelOf, type FieldDesk, type Message, Refusal } from '@guildhall/sdk';
import type { BaseInteraction } from 'discord.js';
import type { Panel } from '../entities/panel.ts';
import { type PanelPatch, panelFields } from '../panels/panel-fields.ts';
import plugin from '../plugin.ts';
import { panelList, panelScreen } from '../views/panel-screen.ts';
import { orRefuse, shown } from '../views/refusal.ts';
import { problemIn } from './type-screen.ts';

type Interaction = BaseInteraction<'cached'>;

/** The panels of a guild. @param page from 0. @param note what was just done. */
export async function panelListAnswer(
  { guildId, locale }: Interaction,
  page = 0,
  note?: string,
): Promise<Message> {
  return panelList(await plugin.parts.panels.of(guildId), page, plugin.host.texts.in(locale), note);
}

/** The screen of a panel. @throws Refusal `panel-removed`. */
export async function panelAnswer(interaction: Interaction, id: string, note?: string): Promise<Message> {
  const offered = await plugin.parts.types.offered(interaction.guildId);
  const t = plugin.host.texts.in(interaction.locale);
  return panelScreen({ panel: await panelOf(interaction, id), guild: interaction.guild, offered, note }, t);
}

/** A field of a panel that somebody changes. @param seen the version that they saw. @throws Refusal `panel-removed`. */
export async function panelDesk(
  interaction: Interaction,
  { id, name, seen }: { readonly id: string; readonly name: string; readonly seen: number },
): Promise<FieldDesk> {
  const { guild, guildId, user, locale } = interaction;
  const panel = await panelOf(interaction, id);
  const field = panelFields.find((one) => one.name === name);
  if (!field) {
    throw new Refusal('setting-gone');
  }
  const t = plugin.host.texts.in(locale);
  return {
    view: {
      field,
      value: panel[name as keyof Panel],
      guild,
      address: (act) => plugin.customId('panel', act, id, panel.version, name),
      back: plugin.customId('panel', 'show', id),
      t,
    },
    drafts: plugin.host.drafts,
    draft: `panel:${id}:${name}`,
    save: async (value) => {
      if (name === 'channel') {
        if (value === null) {
          return t('panel-screen.needs-channel');
        }
        await needPlace(guildId, value as string);
      }
      const patch: PanelPatch = { [name]: value === '' ? null : value };
      return problemIn(await plugin.parts.panels.change(guildId, id, seen, patch, user.id), t);
    },
    screen: (note) => panelAnswer(interaction, id, note),
  };
}

/** Puts a panel up in a channel. @throws Refusal `panel-forbidden`, `too-many-panels`. */
export async function addPanel({ guildId, user }: Interaction, channel: string): Promise<Panel> {
  await needPlace(guildId, channel);
  return orRefuse(await plugin.parts.panels.add(guildId, channel, user.id));
}

/** Puts a panel up in a channel, or posts the one anew that is there. @throws Refusal `panel-forbidden`. */
export async function sendPanel(guild: string, channel: string, by: string): Promise<Panel> {
  await needPlace(guild, channel);
  return orRefuse(await plugin.parts.panels.send(guild, channel, by));
}

/** @throws Refusal `panel-forbidden` where the bot cannot post. */
export async function needPlace(guild: string, id: string): Promise<void> {
  const channel = await channelOf(plugin.host.client, guild, id);
  const may =
    typeof channel !== 'string' &&
    channel
      .permissionsFor(plugin.host.client.user)
      ?.has(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory']);
  if (!may) {
    throw shown(new Refusal('panel-forbidden', { channel: id }));
  }
}

async function panelOf({ guildId }: Interaction, id: string): Promise<Panel> {
  const panel = await plugin.parts.panels.find(guildId, id);
  if (!panel || panel.removedAt) {
    throw new Refusal('panel-removed');
  }
  return panel;
}
