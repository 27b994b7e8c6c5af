import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedAnswer } from '../forms/answer-check.ts';
import { comparedWith, comparisonsOf, isAlone } from '../forms/comparisons.ts';
import { nextQuestions, shownQuestions, standing } from '../forms/conditions.ts';
import {
  addQuestion,
  conditionQuestion,
  editQuestion,
  moveQuestion,
  removeQuestion,
} from '../forms/form-edits.ts';
import { needGoodForm } from '../forms/form-rules.ts';
import { noForm } from '../forms/forms.ts';
import { fits } from '../forms/pattern.ts';
import {
  type Answers,
  type Condition,
  type FormShape,
  type Question,
  type QuestionKind,
  questionKinds,
} from '../forms/question.ts';
import { question, say, when, whenIt } from './form-samples.ts';

/** The code that something is refused with. */
function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'fine';
}

/** Two answers to a question of each kind, of which conditions name the first. */
const answersTo = (kind: QuestionKind): readonly [string, string] =>
  kind === 'choice'
    ? ['red', 'blue']
    : kind === 'yes-no'
      ? ['yes', 'no']
      : kind === 'number'
        ? ['7', '3']
        : ['warm', 'cold'];

/** Forms in which questions depend on earlier ones, and those on others, in every way there is. */
const forms: fc.Arbitrary<Question[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...questionKinds),
      required: fc.boolean(),
      on: fc.option(fc.nat(30)),
      how: fc.nat(10),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((plans) =>
    plans.reduce<Question[]>((made, { kind, required, on, how: which }, index) => {
      const other = on === null || made.length === 0 ? undefined : made[on % made.length]!;
      const ways = other ? comparisonsOf(other) : [];
      const how = ways[which % ways.length];
      const condition =
        other && how && whenIt(how, other.id, ...(isAlone(how) ? [] : [answersTo(other.kind)[0]]));
      made.push(question(`q${index}`, kind, { required, ...condition }));
      return made;
    }, []),
  );

/** @param coin 0 and 1: one of two answers; 2: none, where that can be. */
const answerTo = ({ kind, required }: Question, coin: number) =>
  coin === 2 && !required ? say() : say(answersTo(kind)[coin % 2]!);

describe('conditions', () => {
  test('asked step by step, whatever the answers: each step is at most so long, asks nothing twice and nothing that is hidden, in order, and in the end exactly what is shown has been asked', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(2)), (questions, size, coins) => {
        needGoodForm({ place: 'modal', questions });
        const order = new Map(questions.map(({ id }, index) => [id, index]));
        let answers: Answers = {};
        const asked: string[] = [];
        for (let step = nextQuestions(questions, answers, size); step.length > 0; ) {
          expect(step.length).toBeLessThanOrEqual(size);
          // What is asked together does not depend on each other.
          const together = new Set(step.map(({ id }) => id));
          expect(step.some((one) => one.when && together.has(one.when.question))).toBe(false);
          const given = step.map((one) => [one.id, answerTo(one, coins[order.get(one.id)!] ?? 0)] as const);
          asked.push(...step.map(({ id }) => id));
          answers = { ...answers, ...Object.fromEntries(given) };
          step = nextQuestions(questions, answers, size);
        }
        const shown = shownQuestions(questions, answers).map(({ id }) => id);
        expect(asked).toEqual(shown);
        expect(Object.keys(standing(questions, answers))).toEqual(shown);
      }),
    );
  });

  test('what depends on a hidden question is hidden, also where that one was answered before', () => {
    const questions = [
      question('a', 'choice'),
      question('b', 'yes-no', when('a', 'red')),
      question('c', 'short', when('b', 'yes')),
    ];
    const before = { a: say('red'), b: say('yes'), c: say('text') };
    expect(Object.keys(standing(questions, before))).toEqual(['a', 'b', 'c']);
    expect(Object.keys(standing(questions, { ...before, a: say('blue') }))).toEqual(['a']);
  });
});

describe('what answers are compared by', () => {
  const [text, number] = [question('a'), question('a', 'number')];
  const [choice, many] = [question('a', 'choice'), question('a', 'choice', { max: 2 })];

  test.each<[Question, { when: Condition }, readonly string[], boolean]>([
    [choice, when('a', 'red'), ['red'], true],
    [choice, whenIt('is', 'a', 'red'), ['blue'], false],
    [many, whenIt('is', 'a', 'red'), ['blue', 'red'], true],
    [many, whenIt('is-not', 'a', 'red'), ['blue', 'red'], false],
    [choice, whenIt('is-not', 'a', 'red'), ['blue'], true],
    [choice, whenIt('is-not', 'a', 'red'), [], true],
    [choice, whenIt('is', 'a', 'red'), [], false],
    [question('a', 'choice', { options: ['a', 'A'] }), whenIt('is', 'a', 'A'), ['a'], false],
    [text, whenIt('contains', 'a', 'refund'), ['I want a REFUND, now'], true],
    [text, whenIt('contains', 'a', 'refund', 'money  back'), ['my Money\nback'], true],
    [text, whenIt('contains', 'a', 'refund'), ['fund'], false],
    [text, whenIt('contains', 'a', 'refund'), [], false],
    [text, whenIt('is', 'a', 'Yes'), [' yes'], true],
    [text, whenIt('is', 'a', 'yes'), ['yes, please'], false],
    [number, whenIt('more', 'a', '9'), ['10'], true],
    [number, whenIt('more', 'a', '10'), ['10'], false],
    [number, whenIt('more', 'a', '-1'), [], false],
    [number, whenIt('less', 'a', '10'), ['9.5'], true],
    [number, whenIt('less', 'a', '10'), [], false],
    [number, whenIt('is', 'a', '2.5'), ['2.5'], true],
    [question('a', 'file'), whenIt('answered', 'a'), ['a.png'], true],
    [question('a', 'user'), whenIt('answered', 'a'), [], false],
    [question('a', 'role'), whenIt('left-out', 'a'), [], true],
    [question('a', 'channel'), whenIt('left-out', 'a'), ['1'], false],
  ])('%o, %j, answered with %j: %s', (asked, condition, values, shown) => {
    const questions = [asked, question('b', 'short', condition)];
    expect(shownQuestions(questions, { a: { values } }).length === 2).toBe(shown);
  });

  test('what is typed to compare with is a number, or a text on each line', () => {
    expect(comparedWith(number, ' 2,50 ')).toEqual(['2.5']);
    expect(refused(() => comparedWith(number, 'many'))).toBe('answer-number');
    expect(comparedWith(text, ' refund \n\nmoney back\nrefund')).toEqual(['refund', 'money back']);
    for (const typed of [' \n', 'x'.repeat(101), Array.from({ length: 11 }, (_, line) => line).join('\n')]) {
      expect(refused(() => comparedWith(text, typed))).toBe('condition-texts');
    }
  });
});

describe('patterns', () => {
  test.each([
    ['ORD-####', 'ord-1234', true],
    ['ORD-####', 'ORD-12345', false],
    ['@@-*-#', 'ab-anything - here-7', true],
    ['@@-*-#', 'a1-x-7', false],
    ['?\\*', 'x*', true],
    ['?\\*', 'xy', false],
    ['*', '', true],
    ['email', 'eve@example.org', true],
    ['email', 'eve@example', false],
    ['link', 'https://example.org/a?b', true],
    ['link', 'javascript:alert(1)', false],
    ['roblox', 'Builder_01', true],
    ['digits', '12a', false],
    ['(a+)+$', '(a+)+$', true],
  ])('%s and %s: %s', (pattern, text, fit) => {
    expect(fits(pattern, text)).toBe(fit);
  });

  test('a mask takes what it was made of, and as many steps as its length times the text at most', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('#', '@', '*', 'x', '-')), (signs) => {
        const stands: Record<string, string> = { '#': '7', '@': 'q', '*': 'anything' };
        const text = signs.map((sign) => stands[sign] ?? sign).join('');
        expect(fits(signs.join(''), text)).toBe(true);
      }),
    );
    // Would take for ever with a regular expression that goes back.
    expect(fits(`${'*a'.repeat(45)}*b`, 'a'.repeat(4000))).toBe(false);
  });
});

describe('answers', () => {
  test.each([
    [question('a'), ['   '], 'answer-required'],
    [question('a', 'short', { required: false }), [' '], 'fine'],
    [question('a', 'short', { min: 3 }), ['ab'], 'answer-short'],
    [question('a', 'short', { max: 3 }), ['abcd'], 'answer-long'],
    [question('a', 'short', { pattern: '##' }), ['1'], 'answer-pattern'],
    [question('a', 'number'), ['ten'], 'answer-number'],
    [question('a', 'number', { min: 1, max: 5 }), ['6'], 'answer-range'],
    [question('a', 'number', { min: 1 }), ['0'], 'answer-low'],
    [question('a', 'number', { max: 5 }), ['1e3'], 'answer-number'],
    [question('a', 'number', { max: 5 }), ['4,5'], 'fine'],
    [question('a', 'choice'), ['green'], 'answer-option'],
    [question('a', 'choice'), ['red', 'blue'], 'answer-many'],
    [question('a', 'user', { min: 2, max: 3 }), ['1'], 'answer-few'],
    [question('a', 'yes-no'), ['maybe'], 'answer-option'],
    [question('a', 'order'), ['x'.repeat(61)], 'answer-long'],
  ])('%o with %j: %s', (asked, values, code) => {
    expect(refused(() => checkedAnswer(asked, { values }))).toBe(code);
  });

  test('they are kept without blanks around them, numbers as numbers are written', () => {
    expect(checkedAnswer(question('a'), say('  hello '))).toEqual(say('hello'));
    expect(checkedAnswer(question('a', 'number'), say(' 007,50 '))).toEqual(say('7.5'));
  });
});

describe('editing a form', () => {
  const shape: FormShape = {
    place: 'modal',
    questions: [
      question('a', 'choice'),
      question('b', 'short', when('a', 'red')),
      question('c'),
      question('n', 'number', { min: 1, max: 9 }),
      question('o', 'choice', { required: false }),
    ],
  };
  const with_ = (edit: (shape: FormShape) => FormShape) => () => needGoodForm(edit(shape));

  test('what another question depends on cannot go, nor come after it, nor lose the option', () => {
    expect(refused(with_(removeQuestion('a')))).toBe('question-needed');
    expect(refused(with_(moveQuestion('a', false)))).toBe('condition-later');
    const { label, help, required, min, max, pattern } = shape.questions[0]!;
    const edit = { label, help, required, min, max, pattern };
    expect(refused(with_(editQuestion('a', { ...edit, options: ['blue', 'green', 'grey'] })))).toBe(
      'option-needed',
    );
    expect(refused(with_(removeQuestion('c')))).toBe('fine');
  });

  test('a renamed option takes along what depends on it', () => {
    const { label, help, required, min, max, pattern } = shape.questions[0]!;
    const edited = editQuestion('a', {
      label,
      help,
      required,
      min,
      max,
      pattern,
      options: ['crimson', 'blue'],
    })(shape);
    expect(edited.questions[1]!.when).toEqual({ question: 'a', is: ['crimson'] });
  });

  test('what others depend on cannot become a question to which that is no answer', () => {
    const asked = question('a', 'choice', { required: false });
    const questions = [asked, question('b', 'short', whenIt('left-out', 'a'))];
    const { label, help, min, max, pattern, options } = asked;
    const edit = { label, help, min, max, pattern, options, required: true };
    expect(refused(() => needGoodForm(editQuestion('a', edit)({ place: 'modal', questions })))).toBe(
      'condition-unclear',
    );
    const other = { ...edit, required: false, options: ['one', 'two', 'three'] };
    expect(refused(() => needGoodForm(editQuestion('a', other)({ place: 'modal', questions })))).toBe('fine');
  });

  test('a text that others depend on keeps what it is compared with when it is changed', () => {
    const questions = [question('a'), question('b', 'short', whenIt('contains', 'a', 'refund'))];
    const { help, required, min, max, pattern, options } = questions[0]!;
    const edit = { label: 'Why', help, required, min, max, pattern, options };
    const edited = editQuestion('a', edit)({ place: 'modal', questions });
    expect(edited.questions[1]!.when).toEqual({ question: 'a', how: 'contains', is: ['refund'] });
  });

  test.each([
    ['question-label', question('x', 'short', { label: 'x'.repeat(46) })],
    ['question-help', question('x', 'short', { help: 'x'.repeat(101) })],
    ['question-limits', question('x', 'short', { min: 5, max: 3 })],
    ['question-limits', question('x', 'file', { max: 11 })],
    ['question-limits', question('x', 'choice', { max: 3 })],
    ['question-limits', question('x', 'user', { min: 2 })],
    ['question-options', question('x', 'choice', { options: ['one'] })],
    ['question-options-twice', question('x', 'choice', { options: ['one', 'one'] })],
    ['condition-gone', question('x', 'short', when('y', 'red'))],
    ['condition-itself', question('x', 'choice', when('x', 'red'))],
    ['condition-unclear', question('x', 'short', when('a', 'green'))],
    ['condition-unclear', question('x', 'short', when('a'))],
    ['condition-unclear', question('x', 'short', whenIt('more', 'c', '5'))],
    ['condition-unclear', question('x', 'short', whenIt('contains', 'c'))],
    ['condition-unclear', question('x', 'short', whenIt('is', 'c', 'x'.repeat(301)))],
    ['condition-unclear', question('x', 'short', whenIt('left-out', 'c'))],
    ['condition-unclear', question('x', 'short', whenIt('answered', 'c', 'text'))],
    ['condition-unclear', question('x', 'short', whenIt('is-not', 'a', 'red', 'blue'))],
    ['condition-unclear', question('x', 'short', whenIt('more', 'n', '9'))],
    ['condition-unclear', question('x', 'short', whenIt('less', 'n', '1'))],
    ['condition-unclear', question('x', 'short', whenIt('is', 'n', '10'))],
    ['fine', question('x', 'short', whenIt('more', 'n', '8'))],
    ['fine', question('x', 'short', whenIt('is-not', 'o', 'red', 'blue'))],
    ['fine', question('x', 'short', whenIt('left-out', 'o'))],
    ['fine', question('x', 'short', whenIt('contains', 'c', 'text'))],
    ['fine', question('x', 'number', { min: -5, max: 3 })],
  ])('%s', (code, added) => {
    expect(refused(with_(addQuestion(added)))).toBe(code);
  });

  test('no form has more than fifty questions', () => {
    const many = Array.from({ length: 51 }, (_, index) => question(`q${index}`));
    expect(refused(() => needGoodForm({ ...noForm, questions: many }))).toBe('too-many-questions');
    expect(conditionQuestion('c', null)(shape).questions[2]!.when).toBeNull();
  });
});
