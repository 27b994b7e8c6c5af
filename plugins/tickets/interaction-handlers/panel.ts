import { ComponentHandler, type ComponentInteraction, type Refusal, update, workField } from '@guildhall/sdk';
import { panelAnswer, panelDesk, panelListAnswer } from '../effects/panel-screen.ts';
import { refusalLine } from '../effects/type-screen.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The screen of one panel. */
export class PanelHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, id = '', ...rest]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { panels } = plugin.parts;
    const t = plugin.host.texts.in(locale);
    switch (act) {
      case 'show':
        return update(interaction, await panelAnswer(interaction, id));
      case 'repost':
        orRefuse(await panels.repost(guildId, id, user.id));
        return update(interaction, await panelAnswer(interaction, id, t('panel-screen.reposted')));
      case 'remove':
        orRefuse(await panels.remove(guildId, id, user.id));
        return update(interaction, await panelListAnswer(interaction, 0, t('panel-screen.was-removed')));
      case 'types':
      case 'all': {
        const panel = await panels.find(guildId, id);
        const types = interaction.isStringSelectMenu() ? interaction.values : [];
        const seen = act === 'all' ? (panel?.version ?? 0) : Number(rest[0]);
        const result = await panels.change(guildId, id, seen, { types }, user.id);
        const note = result.isOk()
          ? t('panel-screen.types-saved')
          : `⚠️ ${refusalLine(result.unwrapErr() as Refusal, t)}`;
        return update(interaction, await panelAnswer(interaction, id, note));
      }
      default: {
        const [seen, name = ''] = rest;
        return workField(interaction, act!, await panelDesk(interaction, { id, name, seen: Number(seen) }));
      }
    }
  }
}
