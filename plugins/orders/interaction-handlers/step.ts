import { ComponentHandler, type ComponentInteraction, update } from '@guildhall/sdk';
import { stepAnswer } from '../effects/step-screen.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { removeQuestion, type StepAct, stepForm, stepNameField } from '../views/step-screen.ts';

/** Changes the steps of a server: the buttons and forms of `/order steps`. */
export class StepHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'steps' });
  }

  override async run(interaction: ComponentInteraction, [act, id]: string[]): Promise<void> {
    const { guildId, user } = interaction;
    const { steps } = plugin.parts;
    const step = id!;
    switch (act as StepAct) {
      case 'add':
      case 'rename':
        return this.#name(interaction, act as 'add' | 'rename', step);
      case 'up':
      case 'down':
        orRefuse(await steps.move(guildId, step, act === 'up', user.id));
        return update(interaction, await stepAnswer(interaction, step));
      case 'ask':
        return this.#ask(interaction, step);
      case 'remove': {
        const before = orRefuse(await steps.remove(guildId, step, user.id));
        return update(interaction, await stepAnswer(interaction, before));
      }
      case 'show':
        return update(interaction, await stepAnswer(interaction, step));
    }
  }

  /** A button opens the form; the form that is sent comes here too. */
  async #name(interaction: ComponentInteraction, act: 'add' | 'rename', step: string): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { steps } = plugin.parts;
    if (!interaction.isModalSubmit()) {
      const list = await steps.of(guildId);
      await interaction.showModal(stepForm(act, list, step, plugin.host.texts.in(locale)));
      return;
    }
    const name = interaction.fields.getTextInputValue(stepNameField);
    const changed =
      act === 'add'
        ? await steps.add(guildId, name, step, user.id)
        : await steps.rename(guildId, step, name, user.id);
    await update(interaction, await stepAnswer(interaction, orRefuse(changed)));
  }

  async #ask(interaction: ComponentInteraction, step: string): Promise<void> {
    const { guildId, locale } = interaction;
    const { steps, shelf } = plugin.parts;
    const list = await steps.of(guildId);
    // Somebody else took it away meanwhile: the screen shows that.
    if (!list.open.some(({ id }) => id === step)) {
      return update(interaction, await stepAnswer(interaction));
    }
    const { total } = await shelf.list(guildId, { step }, 0);
    await update(interaction, removeQuestion(list, step, total, plugin.host.texts.in(locale)));
  }
}
