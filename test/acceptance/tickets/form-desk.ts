import type { Member, Reply, ShownMessage } from '@guildhall/sandbox';
import type { TicketsStage } from './tickets-stage.ts';

/** When a question is asked, as an administrator chooses it. */
export interface WrittenCondition {
  readonly question: string;
  /** The button to click; none: the menu of choices is there at once. */
  readonly how?: string;
  /** What is chosen from a menu, or the lines that are typed; none where nothing is asked. */
  readonly is?: readonly string[];
}

/** A question as an administrator writes it. */
export interface WrittenQuestion {
  /** As the menu calls it. */
  readonly kind: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly limits?: string;
  readonly pattern?: string;
  readonly options?: readonly string[];
  /** It is asked when this earlier question was answered like that. */
  readonly when?: WrittenCondition;
}

/** Writes forms on the screen of a type, as an administrator does. */
export class FormDesk {
  readonly #ada: Member;
  /** It is edited with each step. */
  readonly #screen: ShownMessage;

  private constructor(ada: Member, screen: ShownMessage) {
    this.#ada = ada;
    this.#screen = screen;
  }

  /** Adds a type from a template and opens its form. */
  static async open(
    { ada, guild }: Pick<TicketsStage, 'ada' | 'guild'>,
    template: string,
  ): Promise<FormDesk> {
    const type = await ada.slash('/ticket-types', { template, staff: guild.role('Support') });
    const form = await ada.click('Questions', { on: type });
    return new FormDesk(ada, form.message!);
  }

  get text(): string {
    return this.#screen.text;
  }

  /** Clicks a button of the screen. @returns the answer, which is the screen itself when nothing was refused. */
  click(label: string): Promise<Reply> {
    return this.#ada.click(label, { on: this.#screen });
  }

  /** Chooses a question. */
  async choose(label: string): Promise<void> {
    const menu = this.#screen.menu('Choose a question to change it')!;
    await this.#pick(menu.customId, [menu.options.find((one) => one.endsWith(`. ${label}`))!]);
  }

  /** Adds a question behind the others. */
  async add({ kind, label, optional, limits, pattern, options, when }: WrittenQuestion): Promise<void> {
    await this.click('Add a question');
    await this.#pick('Kind of question', [kind]);
    await this.#ada.submit({
      Question: label,
      ...(optional && { 'Must it be answered?': 'No' }),
      ...(limits && { Limits: limits }),
      ...(pattern && { Pattern: pattern }),
      ...(options && { 'Choices, one on each line': options.join('\n') }),
    });
    if (when) {
      await this.askWhen(when);
    }
  }

  /** Makes the question that is looked at depend on an earlier one. @returns the answer to the last step. */
  async askWhen({ question, how, is }: WrittenCondition): Promise<Reply> {
    await this.click('Ask when …');
    await this.#pick('The question that decides', [question]);
    const asked = how ? await this.click(how) : undefined;
    if (asked && !is) {
      return asked;
    }
    if (this.#ada.modal) {
      return this.#ada.submit({ [question]: is!.join('\n') });
    }
    const menu = this.#screen.selects.find((one) => one.startsWith('It is asked when'))!;
    return this.#ada.select(menu, is!, { on: this.#screen });
  }

  async #pick(menu: string, choices: readonly string[]): Promise<void> {
    await this.#ada.select(menu, choices, { on: this.#screen });
  }
}
