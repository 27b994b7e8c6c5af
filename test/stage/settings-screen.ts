import type { Member, Reply } from '@guildhall/sandbox';

/** Sets one setting on the screen of `/settings`: chooses a channel, role or option, or types a number or text. */
export async function chooseSetting(
  admin: Member,
  feature: string,
  field: string,
  value: string | readonly string[],
): Promise<void> {
  const plugin = feature === 'server' ? 'guildhall' : feature;
  const edit = `guildhall:setting-edit:${plugin}:${field}`;
  const screen = await pageWith(admin, feature, edit);
  const editor = await admin.click(edit, { on: screen });
  const answer = editor.modal
    ? await admin.submit({ value })
    : await admin.select(`guildhall:setting-choose:${plugin}:${field}`, value, { on: screen });
  if (!answer.shows('is saved')) {
    throw new Error(`${field} was not saved: ${answer.text}`);
  }
}

/** Switches a setting on, or off, on the screen of `/settings`. */
export async function switchSetting(
  admin: Member,
  feature: string,
  field: string,
  to: 'on' | 'off',
): Promise<void> {
  const button = `guildhall:setting-toggle:${feature}:${field}:${to}`;
  const answer = await admin.click(button, { on: await pageWith(admin, feature, button) });
  if (!answer.shows('is saved')) {
    throw new Error(`${field} was not saved: ${answer.text}`);
  }
}

/** The page of the screen that has a button. A screen without it has no next page in the end. */
async function pageWith(admin: Member, feature: string, button: string): Promise<Reply> {
  let page = await admin.slash('/settings', { feature });
  while (!page.message!.button(button)) {
    page = await admin.click('Next page', { on: page });
  }
  return page;
}
