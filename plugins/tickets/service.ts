import type { TicketService } from '@guildhall/sdk';
import type { Parts } from './parts.ts';
import plugin from './plugin.ts';

/** What other plugins may do: show the way into a ticket about an order. */
export function serviceOf({ forms, types }: Pick<Parts, 'forms' | 'types'>): TicketService {
  return {
    doorsFor: async (guild, order) => {
      const offered = await types.offered(guild);
      const asked = await Promise.all(offered.map(({ id }) => forms.current(id)));
      return offered
        .filter((_, index) =>
          asked[index]?.questions.some(({ kind, required }) => kind === 'order' && required),
        )
        .map(({ id, name }) => ({ name, customId: plugin.customId('open', id, '', order) }));
    },
  };
}
