import type { Translate } from '@guildhall/sdk';
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import plugin from '../plugin.ts';

/** Asks for the name of an account. @param again it is to replace the one that the member has. */
export function usernameForm(again: boolean, t: Translate): APIModalInteractionResponseCallbackData {
  return {
    custom_id: plugin.customId('username', again ? 'again' : 'first'),
    title: t('form.title'),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.TextInput,
            custom_id: 'name',
            label: t('form.name'),
            style: TextInputStyle.Short,
            min_length: 1,
            max_length: 50,
            required: true,
          },
        ],
      },
    ],
  };
}
