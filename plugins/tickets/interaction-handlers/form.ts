import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { show, showStep, takeStep } from '../effects/asking.ts';
import plugin from '../plugin.ts';
import { type DraftAct, endedDraft } from '../views/draft.ts';
import { orRefuse } from '../views/refusal.ts';

/** The steps of a form that is asked before a ticket is opened, and the buttons between them. */
export class FormHandler extends ComponentHandler {
  override async run(interaction: ComponentInteraction, [id = '', act]: string[]): Promise<void> {
    const { user, locale } = interaction;
    const { drafts, forms } = plugin.parts;
    const open = orRefuse(await drafts.find(id, user.id));
    if (interaction.isModalSubmit()) {
      return takeStep(interaction, open);
    }
    const { type, preview, subject, order } = open.draft;
    switch (act as DraftAct) {
      case 'next':
        return showStep(interaction, open);
      case 'back':
        return showStep(interaction, orRefuse(await drafts.back(id, user.id)));
      case 'anew': {
        const form = (await forms.current(type)) ?? open.form;
        return showStep(
          interaction,
          await drafts.begin(form, {
            user: user.id,
            preview,
            subject: subject ?? null,
            order: order ?? null,
          }),
        );
      }
      case 'drop':
        await drafts.discard(id, user.id);
        return show(interaction, endedDraft(open, 'dropped', plugin.host.texts.in(locale)));
    }
  }
}
