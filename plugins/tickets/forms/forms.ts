import { attempt, flushOrConflict, Overtaken, type Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { Form } from '../entities/form.ts';
import { FormDraft } from '../entities/form-draft.ts';
import type { FormEdit } from './form-edits.ts';
import { needGoodForm } from './form-rules.ts';
import type { FormShape } from './question.ts';

/** How long a version stays that nobody uses any more, in ms: somebody may be about to begin with it. */
const keptFor = 24 * 60 * 60_000;

export const noForm: FormShape = { place: 'modal', questions: [] };

/** Whose form it is, and who changes it. */
export interface FormOwner {
  readonly guild: string;
  /** The type of ticket. */
  readonly type: string;
  readonly by: string;
}

/** What types of ticket ask, in versions. */
export class Forms {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The form that is asked now; undefined when nothing is. */
  async current(type: string): Promise<Form | undefined> {
    return this.currentIn(this.#context.database.read(), type);
  }

  async currentIn(em: EntityManager, type: string): Promise<Form | undefined> {
    const newest = await newestOf(em, type);
    return newest && newest.questions.length > 0 ? newest : undefined;
  }

  /** As {@link current}, for the editor: a form without questions is one too. */
  async shapeOf(type: string): Promise<FormShape> {
    return (await newestOf(this.#context.database.read(), type)) ?? noForm;
  }

  /** One version, however old. */
  async find(guild: string, id: string): Promise<Form | undefined> {
    return (await this.#context.database.read().findOne(Form, { guild, id })) ?? undefined;
  }

  /** Changes the form of a type. @returns how it is then, or why not: what the edit or `form-rules.ts` refuses. */
  async change(owner: FormOwner, edit: FormEdit): Promise<Result<FormShape, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const before = await newestOf(em, owner.type);
      const { place, questions } = edit(before ?? noForm);
      return this.#add(em, owner, { place, questions }, before?.number ?? 0);
    });
  }

  /** Makes a new version, in this transaction. @throws Refusal when it cannot be asked like that. @throws Overtaken */
  async put(em: EntityManager, owner: FormOwner, shape: FormShape): Promise<Form> {
    return this.#add(em, owner, shape, (await newestOf(em, owner.type))?.number ?? 0);
  }

  /** @param seen the version that the shape was made from. */
  async #add(
    em: EntityManager,
    { guild, type, by }: FormOwner,
    shape: FormShape,
    seen: number,
  ): Promise<Form> {
    needGoodForm(shape);
    const number = seen + 1;
    const form = em.create(Form, {
      id: this.#context.newId(),
      guild,
      type,
      number,
      place: shape.place,
      questions: shape.questions,
      madeAt: this.#context.clock.now(),
      versionKey: `${type}:${number}`,
    });
    if (await flushOrConflict(em)) {
      throw new Overtaken();
    }
    await this.#forgetUnused(em, form);
    await this.#context.audit.write(em, {
      guild,
      actor: by,
      action: 'form.change',
      target: type,
      to: shape.questions.length,
    });
    return form;
  }

  /** Old versions that no draft and no ticket needs. */
  async #forgetUnused(em: EntityManager, { type, number }: Form): Promise<void> {
    const before = new Date(this.#context.clock.now().getTime() - keptFor);
    const old = await em.find(
      Form,
      { type, number: { $lt: number }, madeAt: { $lt: before } },
      { fields: ['id'] },
    );
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) {
      const sheets = await em.find(AnswerSheet, { form: { $in: ids } }, { fields: ['form'] });
      const drafts = await em.find(FormDraft, { form: { $in: ids } }, { fields: ['form'] });
      const used = new Set([...sheets, ...drafts].map(({ form }) => form));
      await em.nativeDelete(Form, { id: { $in: ids.filter((id) => !used.has(id)) } });
    }
  }
}

async function newestOf(em: EntityManager, type: string): Promise<Form | undefined> {
  const [newest] = await em.find(Form, { type }, { orderBy: { number: 'desc' }, limit: 1 });
  return newest;
}
