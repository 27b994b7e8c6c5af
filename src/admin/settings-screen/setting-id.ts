import { customId } from '../../sdk/custom-id.ts';
import { hostName } from '../admin-host.ts';

/** What the buttons, menus and modals of the settings screen do; each is answered by a handler of that name. */
export type SettingAction =
  | 'setting-page'
  | 'setting-edit'
  | 'setting-toggle'
  | 'setting-choose'
  | 'setting-clear'
  | 'setting-submit'
  | 'setting-retry';

/** The custom id of an action on a plugin's settings. */
export function settingId(action: SettingAction, plugin: string, ...args: (string | number)[]): string {
  return customId(hostName, action, plugin, ...args);
}
