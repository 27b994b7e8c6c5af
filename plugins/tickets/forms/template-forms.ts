import type { Translate } from '@guildhall/sdk';
import type { FormShape, Question, QuestionKind } from './question.ts';

/** What a template asks. Labels and options come from the locale files, at `template-forms.<key>`. */
interface Asked {
  readonly key: string;
  readonly kind: QuestionKind;
  readonly optional?: boolean;
  readonly max?: number;
  /** Keys of the options. */
  readonly options?: readonly string[];
}

const subject: Asked = { key: 'subject', kind: 'short', max: 100 };
const orderId: Asked = { key: 'order', kind: 'order' };
const description: Asked = { key: 'description', kind: 'paragraph', max: 2000 };

/** The forms of the templates that ask something. */
const templateForms: Readonly<
  Record<string, { readonly place: FormShape['place']; readonly asked: readonly Asked[] }>
> = {
  purchase: {
    place: 'channel',
    asked: [
      { key: 'country', kind: 'choice', options: ['canada', 'us'] },
      { key: 'group', kind: 'yes-no' },
      {
        key: 'payment',
        kind: 'choice',
        options: ['paypal', 'card', 'transfer', 'bitcoin', 'litecoin', 'ethereum', 'else'],
      },
    ],
  },
  'product-issue': { place: 'modal', asked: [subject, orderId, description] },
  'refund-request': { place: 'modal', asked: [subject, orderId, description] },
  other: { place: 'modal', asked: [subject, { ...orderId, optional: true }, description] },
};

/** The form of a template, in a language; undefined for one that asks nothing. */
export function templateForm(template: string, t: Translate): FormShape | undefined {
  const form = templateForms[template];
  return form && { place: form.place, questions: form.asked.map((asked) => questionOf(asked, t)) };
}

function questionOf({ key, kind, optional, max, options = [] }: Asked, t: Translate): Question {
  return {
    id: key,
    kind,
    label: t(`template-forms.${key}`),
    help: null,
    required: !optional,
    min: null,
    max: max ?? null,
    pattern: null,
    options: options.map((option) => t(`template-forms.options.${option}`)),
    when: null,
  };
}
