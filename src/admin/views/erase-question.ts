import { ButtonStyle, ComponentType } from 'discord.js';
import { customId } from '../../sdk/custom-id.ts';
import { button, panel, text } from '../../sdk/panel.ts';
import type { Message } from '../../sdk/respond.ts';
import type { Translate } from '../../sdk/texts.ts';
import { hostName } from '../admin-host.ts';

/** Asks whether someone really wants their data removed. */
export function eraseQuestion(t: Translate): Message {
  return panel([
    text(t('privacy.confirm')),
    {
      type: ComponentType.ActionRow,
      components: [
        button(customId(hostName, 'privacy-erase'), t('privacy.erase'), {
          style: ButtonStyle.Danger,
        }),
      ],
    },
  ]);
}
