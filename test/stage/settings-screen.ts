import type { Member } from '@guildhall/sandbox';

/** Sets one setting on the screen of `/settings`: chooses a channel, role or option, or types a number or text. */
export async function chooseSetting(
  admin: Member,
  feature: string,
  field: string,
  value: string | readonly string[],
): Promise<void> {
  const plugin = feature === 'server' ? 'guildhall' : feature;
  const page = await admin.slash('/settings', { feature });
  const edit = `guildhall:setting-edit:${plugin}:${field}`;
  const screen = page.message!.button(edit) ? page : await admin.click('Next page', { on: page });
  const editor = await admin.click(edit, { on: screen });
  const answer = editor.modal
    ? await admin.submit({ value })
    : await admin.select(`guildhall:setting-choose:${plugin}:${field}`, value, { on: screen });
  if (!answer.shows('is saved')) {
    throw new Error(`${field} was not saved: ${answer.text}`);
  }
}
