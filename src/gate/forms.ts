import { createHash } from 'node:crypto';
import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  type Interaction,
  isJSONEncodable,
  type ModalSubmitInteraction,
} from 'discord.js';
import { customId } from '../sdk/custom-id.ts';
import type { Drafts } from '../sdk/drafts.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { filled } from './filled-form.ts';

/** A form (modal), as Discord takes it. */
export type Form = APIModalInteractionResponseCallbackData;

/**
 * Keeps the forms that people have open, and what they sent in one that could not be taken: a refusal has a button that
 * opens the form again as it was sent, so that nobody types anything twice. It works for a day, also after a restart.
 */
export class Forms {
  readonly #drafts: Drafts;
  readonly #logger: PluginLogger;
  /** By person and mark: a form can be sent before it is kept. */
  readonly #keeping = new Map<string, Promise<void>>();

  constructor(drafts: Drafts, logger: PluginLogger) {
    this.#drafts = drafts;
    this.#logger = logger;
  }

  /** A form is shown; keeping it is nothing that anybody waits for. @param form as `showModal` takes it. */
  opened(interaction: Interaction, form: unknown): void {
    const { user, client } = interaction;
    const whole = isJSONEncodable(form) ? form.toJSON() : client.options.jsonTransformer?.(form);
    const key = `${user.id}:${markOf((whole as Form).custom_id)}`;
    const keeping: Promise<void> = this.#keep(user.id, whole as Form)
      .catch((error: unknown) => this.#logger.warn('a form could not be kept', { error }))
      .then(() => {
        if (this.#keeping.get(key) === keeping) {
          this.#keeping.delete(key);
        }
      });
    this.#keeping.set(key, keeping);
  }

  /** What was sent could not be taken. @returns what names the form; undefined when nothing is known of it. */
  async refused({ user, customId, fields }: ModalSubmitInteraction): Promise<string | undefined> {
    const mark = markOf(customId);
    await this.#keeping.get(`${user.id}:${mark}`);
    const form = await this.again(user.id, mark);
    if (!form) {
      return undefined;
    }
    await this.#keep(user.id, { ...form, components: filled(form.components, fields.fields) });
    return mark;
  }

  /** The form that `mark` names, as its person sent it; undefined when it is too long ago. */
  async again(user: string, mark: string): Promise<Form | undefined> {
    const kept = await this.#drafts.get(user, draftOf(mark));
    return kept === undefined ? undefined : (JSON.parse(kept) as Form);
  }

  async #keep(user: string, form: Form): Promise<void> {
    await this.#drafts.put(user, draftOf(markOf(form.custom_id)), JSON.stringify(form));
  }
}

/** The button that opens a form again. */
export const formAgain = (mark: string, label: string): APIActionRowComponent<APIButtonComponent> => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.Button,
      style: ButtonStyle.Primary,
      label,
      custom_id: customId('guildhall', 'form-again', mark),
    },
  ],
});

const draftOf = (mark: string) => `form:${mark}`;

/** The custom id of a form may be as long as that of the button. */
const markOf = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 22);
