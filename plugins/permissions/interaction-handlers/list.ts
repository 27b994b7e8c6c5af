import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { readerOf } from '../giving.ts';
import permissions from '../plugin.ts';
import { grantList } from '../views/grant-list.ts';

/** Turns the pages of what was given. */
export class ListHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'see' });
  }

  override async run(interaction: ComponentInteraction, [page, kind, id]: string[]): Promise<void> {
    const to = id ? { kind: kind === 'role' ? ('role' as const) : ('user' as const), id } : undefined;
    const rows = await permissions.parts.book.list(interaction.guildId, to, Number(page));
    await update(interaction, grantList(rows, to, readerOf(interaction.locale)));
  }
}
