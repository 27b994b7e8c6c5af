import { ComponentHandler, type ComponentInteraction, Refusal, update } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { historyView } from '../views/history.ts';

/** Turns the pages of the history. */
export class HistoryHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [page, user = '']: string[]): Promise<void> {
    const { guildId, member, locale } = interaction;
    if (user !== member.id && !(await plugin.host.may(member, 'look'))) {
      throw new Refusal('not-for-others');
    }
    const lines = await plugin.parts.history.of(guildId, user, Number(page));
    await update(interaction, historyView(lines, user, plugin.host.texts.in(locale)));
  }
}
