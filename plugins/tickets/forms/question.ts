/** What can be asked. `short`, `paragraph`, `number` and `order` are typed; the others are chosen. */
export const questionKinds = [
  'short',
  'paragraph',
  'number',
  'choice',
  'yes-no',
  'user',
  'role',
  'channel',
  'file',
  'order',
] as const;

export type QuestionKind = (typeof questionKinds)[number];

/** Where a form is asked: before the ticket is there, or step by step in its channel. */
export const formPlaces = ['modal', 'channel'] as const;
export type FormPlace = (typeof formPlaces)[number];

/** How an answer can be looked at, see `comparisons.ts`. */
export type Comparison = 'is' | 'is-not' | 'contains' | 'more' | 'less' | 'answered' | 'left-out';

/** A question is shown when an earlier one, which is shown itself, was answered like that. */
export interface Condition {
  readonly question: string;
  /** Forms that were made while there was nothing else have none: `is`. */
  readonly how?: Comparison;
  /** Options of a choice, `yes` or `no`, texts, or a number; nothing for `answered` and `left-out`. */
  readonly is: readonly string[];
}

export interface Question {
  /** Stays the same in all versions of a form. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly label: string;
  readonly help: string | null;
  readonly required: boolean;
  /** Of a text: in characters; of a number: the smallest; of what is chosen or uploaded: how many. */
  readonly min: number | null;
  readonly max: number | null;
  /** For `short`: see `pattern.ts`. */
  readonly pattern: string | null;
  /** For `choice`. */
  readonly options: readonly string[];
  readonly when: Condition | null;
}

/** A form without its history: what a template or the editor makes. */
export interface FormShape {
  readonly place: FormPlace;
  readonly questions: readonly Question[];
}

/** A file that somebody sent with an answer. */
export interface AnswerFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Where it lies on Discord: for about a day, until it is in the ticket. */
  readonly url: string;
  /** The message in the ticket that it lies in since; `lost`: it was not there any more. */
  readonly message?: string;
}

/** What somebody answered. Nothing in it: they left it out. */
export interface Answer {
  /** A text, chosen options, `yes` or `no`, ids, an order's id, or names of files. */
  readonly values: readonly string[];
  readonly files?: readonly AnswerFile[];
}

/** Answers by the id of their question. */
export type Answers = Readonly<Record<string, Answer>>;

/** Discord's limits of a modal: a label has 45 characters, its description 100, a text 4000; five fields. */
export const formLimits = {
  questions: 50,
  label: 45,
  help: 100,
  options: 25,
  option: 80,
  pattern: 100,
  short: 300,
  paragraph: 4000,
  files: 10,
  /** Fields in one modal. */
  step: 5,
} as const;

/** What one chooses from. */
export const choicesOf = ({ kind, options }: Question): readonly string[] =>
  kind === 'yes-no' ? ['yes', 'no'] : options;

/** Kinds whose limits say how many are chosen. */
export const isCounted = (kind: QuestionKind): boolean =>
  ['choice', 'user', 'role', 'channel', 'file'].includes(kind);

/** The most that one may choose, upload or write. */
export function mostOf({ kind, max, options }: Question): number {
  switch (kind) {
    case 'short':
      return Math.min(max ?? formLimits.short, formLimits.short);
    case 'paragraph':
      return Math.min(max ?? formLimits.paragraph, formLimits.paragraph);
    case 'choice':
      return Math.min(max ?? 1, options.length);
    case 'file':
      return Math.min(max ?? 1, formLimits.files);
    case 'user':
    case 'role':
    case 'channel':
      return Math.min(max ?? 1, 25);
    case 'number':
      return max ?? Number.MAX_SAFE_INTEGER;
    default:
      return 1;
  }
}
