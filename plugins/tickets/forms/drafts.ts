import { attempt, changeSeen, flushOrConflict, Overtaken, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Form } from '../entities/form.ts';
import { FormDraft } from '../entities/form-draft.ts';
import { nextQuestions } from './conditions.ts';
import { answersAbout } from './order-lookup.ts';
import type { Answers, Question } from './question.ts';

/** How long a form that was begun waits for its end, in ms from the last answer. */
export const draftLife = 7 * 24 * 60 * 60_000;

/** Whose draft it is. */
export interface DraftOwner {
  readonly type: string;
  readonly user: string;
  readonly preview: boolean;
}

/** Whose new draft it is, and what is known before anything is asked. */
export interface NewDraft extends Omit<DraftOwner, 'type'> {
  readonly subject?: string | null;
  readonly order?: string | null;
}

/** A draft and the version of the form that it was begun with. */
export interface OpenDraft {
  readonly draft: FormDraft;
  readonly form: Form;
}

/** Forms that people have begun: one at a time for each person and type. */
export class Drafts {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** What somebody has begun and not yet ended. */
  async of(owner: DraftOwner): Promise<OpenDraft | undefined> {
    return this.ofIn(this.#context.database.read(), owner);
  }

  async ofIn(em: EntityManager, owner: DraftOwner): Promise<OpenDraft | undefined> {
    return this.#opened(em, await em.findOne(FormDraft, { ownerKey: keyOf(owner) }));
  }

  /** Somebody's own draft. @returns it, or why not: `no-draft`. */
  async find(id: string, user: string): Promise<Result<OpenDraft, Refusal>> {
    return attempt(this.#context.database, (em) => this.#need(em, id, user));
  }

  /** Begins anew with a form: what was begun before is gone. */
  async begin(form: Form, { user, preview, subject = null, order = null }: NewDraft): Promise<OpenDraft> {
    const { guild, type } = form;
    const ownerKey = keyOf({ type, user, preview });
    const begun = await attempt(this.#context.database, async (em) => {
      await em.nativeDelete(FormDraft, { ownerKey });
      const draft = em.create(FormDraft, {
        id: this.#context.newId(),
        guild,
        type,
        user,
        form: form.id,
        preview,
        subject,
        order,
        answers: {},
        typed: {},
        steps: [],
        expiresAt: this.#expiry(),
        version: 1,
        ownerKey,
      });
      if (await flushOrConflict(em)) {
        throw new Overtaken();
      }
      return draft;
    });
    return { draft: begun.unwrap(), form };
  }

  /**
   * Keeps what was sent in one step: `good` answers count, `typed` ones wait to be put right. With nothing to put right
   * the step is taken. @returns the draft as it is then, or why not: `no-draft`.
   */
  async answer(
    id: string,
    user: string,
    { good, typed }: { readonly good: Answers; readonly typed: Answers },
  ): Promise<Result<OpenDraft, Refusal>> {
    return this.#change(id, user, ({ answers, typed: before, steps }) => {
      if (Object.keys(typed).length > 0) {
        return { typed: { ...before, ...good, ...typed } };
      }
      const left = Object.entries(before).filter(([question]) => !(question in good));
      return {
        answers: { ...answers, ...good },
        typed: Object.fromEntries(left),
        steps: [...steps, Object.keys(good)],
      };
    });
  }

  /** Goes one step back: what was answered there is filled in when it is asked again. @returns `no-draft` as above. */
  async back(id: string, user: string): Promise<Result<OpenDraft, Refusal>> {
    return this.#change(id, user, ({ answers, typed, steps }) => {
      const last = new Set(steps.at(-1));
      const [taken, left] = [new Map<string, Answers[string]>(), new Map<string, Answers[string]>()];
      for (const [question, answer] of Object.entries(answers)) {
        (last.has(question) ? taken : left).set(question, answer);
      }
      return {
        answers: Object.fromEntries(left),
        typed: { ...typed, ...Object.fromEntries(taken) },
        steps: steps.slice(0, -1),
      };
    });
  }

  /** It is to be about an order, where that was not answered yet. @returns `no-draft` as above. */
  async about(id: string, user: string, order: string): Promise<Result<OpenDraft, Refusal>> {
    return this.#change(id, user, ({ typed }, { questions }) => ({
      order,
      typed: Object.fromEntries(
        Object.entries(typed).filter(([question]) => !(question in answersAbout(questions, order))),
      ),
    }));
  }

  /** Gives up what was begun. Nothing happens when it is gone. */
  async discard(id: string, user: string): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeDelete(FormDraft, { id, user }));
  }

  /** Removes drafts that nobody went on with. @returns how many. */
  async sweep(): Promise<number> {
    const expiresAt = { $lte: this.#context.clock.now() };
    return this.#context.database.transaction((em) => em.nativeDelete(FormDraft, { expiresAt }));
  }

  async #change(
    id: string,
    user: string,
    change: (draft: FormDraft, form: Form) => Partial<FormDraft>,
  ): Promise<Result<OpenDraft, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const { draft, form } = await this.#need(em, id, user);
      const next = { ...change(draft, form), expiresAt: this.#expiry() };
      return { draft: await changeSeen(em, FormDraft, draft, next), form };
    });
  }

  async #need(em: EntityManager, id: string, user: string): Promise<OpenDraft> {
    const row = await em.findOne(FormDraft, { id, user }, { disableIdentityMap: true });
    const open = await this.#opened(em, row);
    if (!open) {
      throw new Refusal('no-draft');
    }
    return open;
  }

  async #opened(em: EntityManager, draft: FormDraft | null): Promise<OpenDraft | undefined> {
    const fresh = draft && draft.expiresAt > this.#context.clock.now();
    const form = fresh ? await em.findOne(Form, { id: draft.form }) : null;
    return fresh && form ? { draft, form } : undefined;
  }

  #expiry(): Date {
    return new Date(this.#context.clock.now().getTime() + draftLife);
  }
}

/** What the draft asks next, all of it together in one form. None: it is done. */
export const nextStep = ({ draft, form }: OpenDraft): Question[] =>
  nextQuestions(form.questions, draft.answers);

const keyOf = ({ type, user, preview }: DraftOwner) => `${preview ? 'preview' : 'open'}:${type}:${user}`;
