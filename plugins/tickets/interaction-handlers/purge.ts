import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The answer that many old tickets are really to go. */
export class PurgeHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'purge' });
  }

  override async run(
    interaction: ComponentInteraction,
    [before, type, archivedOnly]: string[],
  ): Promise<void> {
    const { guildId: guild, channelId, member, locale } = interaction;
    const wish = {
      guild,
      before: new Date(Number(before)),
      type: type || null,
      archivedOnly: archivedOnly === '1',
    };
    const { total } = orRefuse(await plugin.parts.purges.start(wish, member.id, channelId ?? ''));
    const t = plugin.host.texts.in(locale);
    const content = t('purge.started', { count: total, channel: channelMention(channelId ?? '') });
    await update(interaction, { content });
  }
}
