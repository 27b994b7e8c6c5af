import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { listAnswer } from '../effects/answer.ts';
import { readerOf } from '../effects/reader.ts';
import type { OrderState } from '../entities/order.ts';

/** Turns the pages of a list of orders. */
export class ListHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'manage' });
  }

  override async run(
    interaction: ComponentInteraction,
    [page, state, step, customer, assignee, overdue]: string[],
  ): Promise<void> {
    const filter = {
      state: (state || undefined) as OrderState | undefined,
      step: step || undefined,
      customer: customer || undefined,
      assignee: assignee || undefined,
      overdue: overdue === '1',
    };
    await update(
      interaction,
      await listAnswer(interaction.guildId, filter, Number(page), await readerOf(interaction)),
    );
  }
}
