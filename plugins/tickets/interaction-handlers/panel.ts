import {
  ComponentHandler,
  type ComponentInteraction,
  fieldEditor,
  fieldModal,
  nameOf,
  problemText,
  type Refusal,
  readSubmission,
  refusedField,
  typedText,
  update,
} from '@guildhall/sdk';
import { needPlace, panelAnswer, panelFieldView, panelListAnswer } from '../effects/panel-screen.ts';
import { refusalLine } from '../effects/type-screen.ts';
import type { PanelPatch } from '../panel-fields.ts';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';

/** The screen of one panel. */
export class PanelHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'types' });
  }

  override async run(interaction: ComponentInteraction, [act, id = '', ...rest]: string[]): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { panels } = plugin.parts;
    const t = plugin.host.texts.in(locale);
    switch (act) {
      case 'show':
        return update(interaction, await panelAnswer(interaction, id));
      case 'repost':
        orRefuse(await panels.repost(guildId, id, user.id));
        return update(interaction, await panelAnswer(interaction, id, t('panel-screen.reposted')));
      case 'remove':
        orRefuse(await panels.remove(guildId, id, user.id));
        return update(interaction, await panelListAnswer(interaction, 0, t('panel-screen.was-removed')));
      case 'types':
      case 'all': {
        const panel = await panels.find(guildId, id);
        const types = interaction.isStringSelectMenu() ? interaction.values : [];
        const seen = act === 'all' ? (panel?.version ?? 0) : Number(rest[0]);
        return this.#change(interaction, { id, seen, patch: { types } }, t('panel-screen.types-saved'));
      }
      default:
        return this.#field(interaction, act!, id, rest);
    }
  }

  async #field(
    interaction: ComponentInteraction,
    act: string,
    id: string,
    [seen, name = '']: string[],
  ): Promise<void> {
    const view = await panelFieldView(interaction, id, name);
    switch (act) {
      case 'edit': {
        const editor = fieldEditor(view);
        if ('message' in editor) {
          return update(interaction, editor.message);
        }
        return interaction.isMessageComponent() ? interaction.showModal(editor.modal) : undefined;
      }
      case 'retry': {
        const draft = await plugin.host.drafts.get(interaction.user.id, `panel:${id}:${name}`);
        return interaction.isMessageComponent() ? interaction.showModal(fieldModal(view, draft)) : undefined;
      }
      case 'choose':
        return this.#save(
          interaction,
          { id, name, seen: Number(seen) },
          interaction.isAnySelectMenu() ? interaction.values : [],
        );
      case 'submit':
        return this.#save(
          interaction,
          { id, name, seen: Number(seen) },
          interaction.isModalSubmit() ? interaction.fields.getTextInputValue(typedText) : '',
        );
    }
  }

  async #save(
    interaction: ComponentInteraction,
    { id, name, seen }: { id: string; name: string; seen: number },
    sent: string | readonly string[],
  ): Promise<void> {
    const view = await panelFieldView(interaction, id, name);
    const { field, t } = view;
    const read = readSubmission(field, sent);
    let problem: string;
    if (read.isErr()) {
      problem = problemText(read.unwrapErr(), t);
    } else {
      const value = read.unwrap();
      if (name === 'channel') {
        if (!value) {
          return update(interaction, await panelAnswer(interaction, id));
        }
        await needPlace(interaction.guildId, value as string);
      }
      const patch: PanelPatch = { [name]: value === '' ? null : value };
      const result = await plugin.parts.panels.change(
        interaction.guildId,
        id,
        seen,
        patch,
        interaction.user.id,
      );
      if (result.isOk()) {
        const note = t('settings-screen.saved', { setting: nameOf(field, t) });
        return update(interaction, await panelAnswer(interaction, id, note));
      }
      problem = refusalLine(result.unwrapErr() as Refusal, t);
    }
    if (typeof sent !== 'string') {
      return update(interaction, await panelAnswer(interaction, id, `⚠️ ${problem}`));
    }
    await plugin.host.drafts.put(interaction.user.id, `panel:${id}:${name}`, sent);
    await update(interaction, refusedField(view, problem, sent));
  }

  async #change(
    interaction: ComponentInteraction,
    { id, seen, patch }: { id: string; seen: number; patch: PanelPatch },
    note: string,
  ): Promise<void> {
    const { guildId, user, locale } = interaction;
    const result = await plugin.parts.panels.change(guildId, id, seen, patch, user.id);
    const said = result.isOk()
      ? note
      : `⚠️ ${refusalLine(result.unwrapErr() as Refusal, plugin.host.texts.in(locale))}`;
    await update(interaction, await panelAnswer(interaction, id, said));
  }
}
