import type { Message, Translate } from '@guildhall/sdk';
import { linkButton, row } from './words.ts';

/** The way to Roblox's page. */
export function signInView(address: string, t: Translate): Message {
  return {
    content: t('sign-in.go'),
    components: [row(linkButton(t('buttons.to-roblox'), address))],
    private: true,
  };
}
