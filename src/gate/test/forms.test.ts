import type { Interaction, ModalSubmitInteraction } from 'discord.js';
import { expect, test } from 'vitest';
import { Forms } from '../forms.ts';

const label = (value?: string) => ({
  type: 18,
  label: 'Name',
  component: { type: 4, custom_id: 'name', style: 1, ...(value && { value }) },
});

test('a form that is sent before it was kept is not lost', async () => {
  const kept = new Map<string, string>();
  const { promise: written, resolve: write } = Promise.withResolvers<void>();
  const drafts = {
    get: async (user: string, key: string) => kept.get(user + key),
    put: async (user: string, key: string, text: string) => {
      await written;
      kept.set(user + key, text);
    },
  };
  const forms = new Forms(drafts as never, {} as never);
  const user = { id: '1' };
  const client = { options: { jsonTransformer: (form: object) => form } };
  const form = { custom_id: 'shop:add', title: 'Add', components: [label()] };
  forms.opened({ user, client } as unknown as Interaction, form);
  const fields = { fields: new Map([['name', { type: 4, value: 'Cash' }]]) };
  const sent = { user, customId: form.custom_id, fields } as unknown as ModalSubmitInteraction;
  const mark = forms.refused(sent);
  write();
  expect((await forms.again('1', (await mark)!))!.components).toEqual([label('Cash')]);
});
