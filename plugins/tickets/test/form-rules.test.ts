import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedAnswer } from '../forms/answer-check.ts';
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
import type { Answers, FormShape, Question } from '../forms/question.ts';
import { question, say, when } from './form-samples.ts';

/** The code that something is refused with. */
function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'fine';
}

/** Forms in which questions depend on earlier ones, and those on others. */
const forms: fc.Arbitrary<Question[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('short', 'choice', 'yes-no'),
      on: fc.option(fc.nat(30)),
      is: fc.constantFrom('red', 'blue'),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((plans) =>
    plans.reduce<Question[]>((made, { kind, on, is }, index) => {
      const earlier = made.filter((one) => one.kind !== 'short');
      const other = on === null || earlier.length === 0 ? undefined : earlier[on % earlier.length];
      const value = other?.kind === 'yes-no' ? (is === 'red' ? 'yes' : 'no') : is;
      made.push(question(`q${index}`, kind as 'short', other ? when(other.id, value) : {}));
      return made;
    }, []),
  );

const answerTo = ({ kind }: Question, first: boolean) =>
  say(kind === 'choice' ? (first ? 'red' : 'blue') : kind === 'yes-no' ? (first ? 'yes' : 'no') : 'text');

describe('conditions', () => {
  test('asked step by step, whatever the answers: each step is at most so long, asks nothing twice and nothing that is hidden, in order, and in the end exactly what is shown has been asked', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 5 }), fc.array(fc.boolean()), (questions, size, coins) => {
        needGoodForm({ place: 'modal', questions });
        const order = new Map(questions.map(({ id }, index) => [id, index]));
        let answers: Answers = {};
        const asked: string[] = [];
        for (let step = nextQuestions(questions, answers, size); step.length > 0; ) {
          expect(step.length).toBeLessThanOrEqual(size);
          // What is asked together does not depend on each other.
          const together = new Set(step.map(({ id }) => id));
          expect(step.some((one) => one.when && together.has(one.when.question))).toBe(false);
          const given = step.map(
            (one) => [one.id, answerTo(one, coins[order.get(one.id)!] ?? true)] as const,
          );
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
    questions: [question('a', 'choice'), question('b', 'short', when('a', 'red')), question('c')],
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

  test.each([
    ['question-label', question('x', 'short', { label: 'x'.repeat(46) })],
    ['question-help', question('x', 'short', { help: 'x'.repeat(101) })],
    ['question-limits', question('x', 'short', { min: 5, max: 3 })],
    ['question-limits', question('x', 'file', { max: 11 })],
    ['question-limits', question('x', 'choice', { max: 3 })],
    ['question-limits', question('x', 'user', { min: 2 })],
    ['question-options', question('x', 'choice', { options: ['one'] })],
    ['question-options-twice', question('x', 'choice', { options: ['one', 'one'] })],
    ['condition-later', question('x', 'short', when('y', 'red'))],
    ['condition-unclear', question('x', 'short', when('a', 'green'))],
    ['condition-unclear', question('x', 'short', when('c', 'text'))],
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
