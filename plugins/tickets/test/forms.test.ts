import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { AnswerChange } from '../entities/answer-change.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { Form } from '../entities/form.ts';
import { FormDraft } from '../entities/form-draft.ts';
import { Happening } from '../entities/happening.ts';
import { formDuties } from '../forms/data-duties.ts';
import { draftLife, nextStep } from '../forms/drafts.ts';
import { addQuestion, removeQuestion } from '../forms/form-edits.ts';
import type { FormShape, Question } from '../forms/question.ts';
import { answered, askedNow, openQuestions } from '../forms/sheets.ts';
import { question, say, when, whenIt } from './form-samples.ts';
import { channel, eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { settle } from './settled.ts';

const day = 24 * 60 * 60_000;

const branching: Question[] = [
  question('colour', 'choice'),
  question('why-red', 'short', when('colour', 'red')),
  question('why-blue', 'short', when('colour', 'blue')),
  question('name'),
];

/** The same, and on one of the ways one more that need not be answered. */
const growing: Question[] = [
  ...branching.slice(0, 3),
  question('shade', 'short', { ...when('colour', 'blue'), required: false }),
];

/** A type with a form. */
async function typeWith(ground: Ground, questions: readonly Question[], place: FormShape['place'] = 'modal') {
  const { id: type } = await ground.addType();
  await ground.transaction((em) => ground.forms.put(em, { guild, type, by: sam }, { place, questions }));
  return type;
}

/** Somebody begins the form of a type. */
async function begun(ground: Ground, type: string, user: string = eve) {
  const form = (await ground.forms.current(type))!;
  return (await ground.drafts.begin(form, { user, preview: false })).draft.id;
}

const step = (ground: Ground, draft: string, good: object, typed: object = {}) =>
  ground.drafts.answer(draft, eve, { good: good as never, typed: typed as never });

/** A ticket whose channel asks. */
async function asking(ground: Ground, questions: readonly Question[] = branching) {
  const ticket = (await ground.click(await typeWith(ground, questions, 'channel'))).unwrap();
  await settle(ground, ticket.id);
  return ticket.id;
}

onEveryDatabase((test) => {
  test('a form is walked step by step, back and forth, and nothing that was typed is lost', async (ground) => {
    const type = await typeWith(ground, branching);
    const id = await begun(ground, type);
    let open = (await step(ground, id, { colour: say('red') })).unwrap();
    expect(nextStep(open).map((one) => one.id)).toEqual(['why-red', 'name']);
    // One of the two is not right: neither counts, both are kept.
    open = (await step(ground, id, { name: say('Eve') }, { 'why-red': say('?') })).unwrap();
    expect(open.draft.typed).toEqual({ name: say('Eve'), 'why-red': say('?') });
    expect(nextStep(open).map((one) => one.id)).toEqual(['why-red', 'name']);
    open = (await ground.drafts.back(id, eve)).unwrap();
    expect(open.draft.typed).toMatchObject({ colour: say('red'), name: say('Eve') });
    expect(nextStep(open).map((one) => one.id)).toEqual(['colour']);
    await step(ground, id, { colour: say('blue') });
    open = (await step(ground, id, { 'why-blue': say('sea'), name: say('Eve') })).unwrap();
    expect(nextStep(open)).toEqual([]);
    expect(codeOf(await ground.drafts.answer(id, tim, { good: {}, typed: {} }))).toBe('no-draft');
  });

  test('who begins twice, also at once, has one draft: the last one', async (ground) => {
    const type = await typeWith(ground, branching);
    const ids = await Promise.all([begun(ground, type), begun(ground, type), begun(ground, type)]);
    const [draft, ...others] = await ground.all(FormDraft);
    expect(others).toEqual([]);
    expect(ids).toContain(draft!.id);
  });

  test('a draft ends some days after the last answer, and is swept away', async (ground) => {
    const type = await typeWith(ground, branching);
    const id = await begun(ground, type);
    ground.advance(draftLife - day);
    await step(ground, id, { colour: say('red') });
    ground.advance(draftLife - day);
    expect((await ground.drafts.find(id, eve)).isOk()).toBe(true);
    ground.advance(day);
    expect(codeOf(await ground.drafts.find(id, eve))).toBe('no-draft');
    expect(await ground.drafts.sweep()).toBe(1);
    expect(await ground.all(FormDraft)).toEqual([]);
  });

  test('a finished draft becomes the answers of the ticket, in the transaction that asks for it; one that is not does not', async (ground) => {
    const type = await typeWith(ground, branching);
    const id = await begun(ground, type);
    await step(ground, id, { colour: say('red') });
    await step(ground, id, { 'why-red': say('warm'), name: say('Eve') });
    const ticket = (await ground.click(type, eve, id)).unwrap();
    expect(await ground.all(FormDraft)).toEqual([]);
    const sheet = (await ground.sheets.of(ticket.id))!;
    expect(answered(sheet).map(({ question, answer }) => [question.label, answer?.values])).toEqual([
      ['Question colour', ['red']],
      ['Question why-red', ['warm']],
      ['Question name', ['Eve']],
    ]);
    await begun(ground, type, tim);
    const other = (await ground.click(type, tim)).unwrap();
    expect(await ground.sheets.of(other.id)).toBeUndefined();
    expect(await ground.all(FormDraft)).toHaveLength(1);
  });

  test('a form that is sent twice at once is one ticket with one sheet', async (ground) => {
    const type = await typeWith(ground, [question('name')]);
    const id = await begun(ground, type);
    await step(ground, id, { name: say('Eve') });
    const tickets = await Promise.all([1, 2, 3].map(() => ground.click(type, eve, id)));
    expect(new Set(tickets.map((ticket) => ticket.unwrap().id)).size).toBe(1);
    expect(await ground.all(AnswerSheet)).toHaveLength(1);
  });

  test('a changed form is for those who begin: drafts and answers keep the version that they were given to', async (ground) => {
    const type = await typeWith(ground, branching);
    const owner = { guild, type, by: sam };
    const id = await begun(ground, type);
    await ground.forms.change(owner, removeQuestion('why-red'));
    ground.advance(2 * day);
    await ground.forms.change(owner, removeQuestion('why-blue'));
    await step(ground, id, { colour: say('red') });
    const open = (await step(ground, id, { 'why-red': say('warm'), name: say('Eve') })).unwrap();
    expect(nextStep(open)).toEqual([]);
    const ticket = (await ground.click(type, eve, id)).unwrap();
    ground.advance(2 * day);
    await ground.forms.change(owner, removeQuestion('colour'));
    ground.advance(2 * day);
    await ground.forms.change(owner, addQuestion(question('more')));
    const labels = answered((await ground.sheets.of(ticket.id))!).map(({ question }) => question.label);
    expect(labels).toEqual(['Question colour', 'Question why-red', 'Question name']);
    // Versions that nobody needs are gone.
    const numbers = (await ground.all(Form)).map(({ number }) => number).sort();
    expect(numbers).toEqual([1, 5]);
  });

  test('two who change a form at once: both changes are in it', async (ground) => {
    const type = await typeWith(ground, []);
    const owner = { guild, type, by: sam };
    const added = ['one', 'two', 'three', 'four'].map((id) =>
      ground.forms.change(owner, addQuestion(question(id))),
    );
    expect((await Promise.all(added)).every((change) => change.isOk())).toBe(true);
    const { questions } = await ground.forms.shapeOf(type);
    expect(questions.map(({ id }) => id).sort()).toEqual(['four', 'one', 'three', 'two']);
  });

  test('a channel asks one question after the other, goes back, and tells staff once at the end', async (ground) => {
    const id = await asking(ground);
    const answer = async (one: string, text: string) =>
      codeOf(await ground.sheets.answer(id, { question: one, answer: say(text), by: eve }));
    expect(askedNow((await ground.sheets.of(id))!)?.id).toBe('colour');
    expect(await answer('name', 'Eve')).toBe('answered-already');
    await answer('colour', 'red');
    expect(await answer('colour', 'blue')).toBe('answered-already');
    await answer('why-red', 'warm');
    await ground.sheets.back(id);
    await ground.sheets.back(id);
    expect(codeOf(await ground.sheets.back(id))).toBe('no-step-back');
    await answer('colour', 'blue');
    await answer('why-blue', 'sea');
    expect([...ground.jobs.keys()]).not.toContain(`answered:${id}`);
    await answer('name', 'Eve');
    expect(ground.jobs.get(`answered:${id}`)?.name).toBe('answers-done');
    const values = answered((await ground.sheets.of(id))!).map(({ answer }) => answer?.values[0]);
    expect(values).toEqual(['blue', 'sea', 'Eve']);
    expect((await ground.all(Happening)).filter(({ action }) => action === 'answered')).toHaveLength(1);
    expect(codeOf(await ground.sheets.back(id))).toBe('no-step-back');
  });

  test('of many who click at once one answer is taken', async (ground) => {
    const id = await asking(ground);
    const given = { question: 'colour', answer: say('red') };
    const clicks = await Promise.all([eve, sam, tim].map((by) => ground.sheets.answer(id, { ...given, by })));
    expect(clicks.map(codeOf).sort()).toEqual(['answered-already', 'answered-already', undefined]);
  });

  test('answers are changed later, and each version before is kept', async (ground) => {
    const id = await asking(ground, [question('name')]);
    const edit = (text: string, by: string) =>
      ground.sheets.edit(id, { question: 'name', answer: say(text), by });
    expect(codeOf(await edit('Eva', eve))).toBe('no-answers');
    await ground.sheets.answer(id, { question: 'name', answer: say('Eve'), by: eve });
    expect((await edit('Eva', eve)).isOk()).toBe(true);
    expect(codeOf(await edit('Eva', sam))).toBe('same-answer');
    await edit('Evelyn', sam);
    const { rows } = await ground.sheets.history(id, 0);
    expect(rows.map(({ by, before, after }) => [by, before.values[0], after.values[0]])).toEqual([
      [sam, 'Eva', 'Evelyn'],
      [eve, 'Eve', 'Eva'],
    ]);
    await ground.tickets.delete(guild, id, sam);
    await settle(ground, id);
    expect(codeOf(await edit('Eva', sam))).toBe('not-open');
  });

  test('a channel asks as texts, numbers and what was left out decide', async (ground) => {
    const id = await asking(ground, [
      question('what'),
      question('count', 'number'),
      question('proof', 'file', { required: false }),
      question('refund', 'short', whenIt('contains', 'what', 'refund')),
      question('bulk', 'short', whenIt('more', 'count', '9')),
      question('why-none', 'short', whenIt('left-out', 'proof')),
      question('of-that', 'short', whenIt('answered', 'refund')),
    ]);
    const give = async (one: string, ...values: string[]) =>
      (await ground.sheets.answer(id, { question: one, answer: say(...values), by: eve })).unwrap();
    await give('what', 'A Refund, please');
    await give('count', '9');
    const asked = await give('proof');
    expect(askedNow(asked)?.id).toBe('refund');
    await give('refund', 'all');
    expect(askedNow((await ground.sheets.of(id))!)?.id).toBe('why-none');
    // Whoever goes back is asked what depends on the new answer.
    await ground.sheets.back(id);
    await ground.sheets.back(id);
    await give('proof', 'a.png');
    await give('refund', 'all');
    const done = await give('of-that', 'yes');
    expect(done.sheet.doneAt).toEqual(ground.now());
    expect(answered(done).map(({ question: { id } }) => id)).toEqual([
      'what',
      'count',
      'proof',
      'refund',
      'of-that',
    ]);
  });

  test('an answer that is changed hides what depended on it: it is kept among the versions, and counts again when it is asked again', async (ground) => {
    const id = await asking(ground);
    for (const [one, text] of [
      ['colour', 'red'],
      ['why-red', 'warm'],
      ['name', 'Eve'],
    ] as const) {
      (await ground.sheets.answer(id, { question: one, answer: say(text), by: eve })).unwrap();
    }
    const edit = (one: string, text: string) =>
      ground.sheets.edit(id, { question: one, answer: say(text), by: sam });
    const shown = async () =>
      answered((await ground.sheets.of(id))!).map(({ question, answer }) => [question.id, answer?.values[0]]);
    await edit('colour', 'blue');
    expect(await shown()).toEqual([
      ['colour', 'blue'],
      ['why-blue', undefined],
      ['name', 'Eve'],
    ]);
    expect(codeOf(await edit('why-red', 'hot'))).toBe('not-asked-now');
    const { rows } = await ground.sheets.history(id, 0);
    const changes = rows.map(({ question, before, after }) => [question, before.values, after.values]);
    expect(changes.sort()).toEqual([
      ['colour', ['red'], ['blue']],
      ['why-red', ['warm'], []],
    ]);
    await edit('why-blue', 'sea');
    await edit('colour', 'red');
    expect(await shown()).toEqual([
      ['colour', 'red'],
      ['why-red', 'warm'],
      ['name', 'Eve'],
    ]);
    const exported = await ground.transaction((em) => formDuties.exportUser(em, eve));
    expect(JSON.stringify(exported)).toContain('sea');
  });

  test('what is asked since an answer was changed is asked by the channel that asked before; one answer is taken', async (ground) => {
    const id = await asking(ground, growing);
    const answer = (one: string, given: object) =>
      ground.sheets.answer(id, { question: one, answer: given as never, by: eve });
    const edit = (one: string, given: object) =>
      ground.sheets.edit(id, { question: one, answer: given as never, by: sam });
    const open = async () => (await ground.sheets.of(id))!;
    (await answer('colour', say('red'))).unwrap();
    (await answer('why-red', say('warm'))).unwrap();
    expect([askedNow(await open()), openQuestions(await open())]).toEqual([undefined, []]);
    (await edit('colour', say('blue'))).unwrap();
    expect(askedNow(await open())?.id).toBe('why-blue');
    const both = await Promise.all([answer('why-blue', say('calm')), answer('why-blue', say('deep'))]);
    expect(both.map(codeOf).sort()).toEqual(['answered-already', undefined]);
    expect(askedNow(await open())?.id).toBe('shade');
    (await answer('shade', { values: [] })).unwrap();
    expect(askedNow(await open())).toBeUndefined();
    expect((await ground.sheets.history(id, 0)).rows.map((row) => row.question)).toContain('why-blue');
  });

  test('what is asked since an answer was changed in a form of before the ticket is answered together, once', async (ground) => {
    const type = await typeWith(ground, growing);
    const draft = await begun(ground, type);
    await step(ground, draft, { colour: say('red'), 'why-red': say('warm') });
    const { id } = (await ground.click(type)).unwrap();
    await settle(ground, id);
    (await ground.sheets.edit(id, { question: 'colour', answer: say('blue'), by: sam })).unwrap();
    const open = async () => (await ground.sheets.of(id))!;
    expect(askedNow(await open())).toBeUndefined();
    expect(openQuestions(await open()).map((one) => one.id)).toEqual(['why-blue', 'shade']);
    const more = { 'why-blue': say('calm'), shade: { values: [] } };
    // Who answers one that somebody else answered at this moment loses nothing of the rest.
    (await ground.sheets.answerMore(id, { 'why-blue': say('calm') }, eve)).unwrap();
    (await ground.sheets.answerMore(id, { ...more, 'why-blue': say('deep') }, sam)).unwrap();
    expect(openQuestions(await open())).toEqual([]);
    expect(codeOf(await ground.sheets.answerMore(id, more, sam))).toBe('answered-already');
    expect((await open()).sheet.answers).toMatchObject({ colour: say('blue'), ...more });
    await ground.tickets.close(guild, id, sam);
    await ground.transaction((em) => formDuties.forgetUser(em, eve, [{ id, guild }]));
    expect(openQuestions(await open())).toEqual([]);
  });

  test('files are named by where they lie for good, those that were lost too', async (ground) => {
    const id = await asking(ground, [question('proof', 'file', { max: 2 })]);
    const file = (name: string) => ({ name, size: 1, url: `https://cdn/${name}` });
    const answer = { values: ['a.png', 'b.png'], files: [file('a.png'), file('b.png')] };
    await ground.sheets.answer(id, { question: 'proof', answer, by: eve });
    expect(ground.jobs.get(`files:${id}`)?.name).toBe('post-files');
    await ground.sheets.filesPosted(
      id,
      new Map([
        ['https://cdn/a.png', channel],
        ['https://cdn/b.png', null],
      ]),
    );
    const [kept] = answered((await ground.sheets.of(id))!);
    expect(kept?.answer?.files?.map(({ message }) => message)).toEqual([channel, 'lost']);
  });

  test('a form that is about an order stays so when it starts over; what was begun about another one is not lost', async (ground) => {
    const type = await typeWith(ground, [question('what'), question('order', 'order'), question('why')]);
    const form = (await ground.forms.current(type))!;
    const { draft } = await ground.drafts.begin(form, { user: eve, preview: false, order: 'ORD-1' });
    expect(draft.order).toBe('ORD-1');
    await step(ground, draft.id, {}, { what: say('broken'), order: say('ORD-1x') });
    // What was typed for the order before was wrong, or for another one.
    let open = (await ground.drafts.about(draft.id, eve, 'ORD-2')).unwrap();
    expect([open.draft.order, open.draft.typed]).toEqual(['ORD-2', { what: say('broken') }]);
    await step(ground, draft.id, { what: say('broken'), order: say('ORD-2') });
    open = (await ground.drafts.about(draft.id, eve, 'ORD-3')).unwrap();
    expect(open.draft).toMatchObject({ order: 'ORD-3', answers: { order: say('ORD-2') } });
    expect(codeOf(await ground.drafts.about(draft.id, tim, 'ORD-3'))).toBe('no-draft');
  });

  test('an order that is known is not asked for in the channel, and can be changed like all answers', async (ground) => {
    const type = await typeWith(ground, [question('order', 'order'), question('why')], 'channel');
    const request = { guild, type, creator: eve, order: 'ORD-1' };
    const { id } = (await ground.tickets.request({ ...request, key: 'one' })).unwrap();
    await settle(ground, id);
    const open = (await ground.sheets.of(id))!;
    expect(open.sheet.answers).toEqual({ order: say('ORD-1') });
    expect(askedNow(open)?.id).toBe('why');
    (await ground.sheets.answer(id, { question: 'why', answer: say('broken'), by: eve })).unwrap();
    (await ground.sheets.edit(id, { question: 'order', answer: say('ORD-2'), by: eve })).unwrap();

    const alone = await ground.addType('Alone');
    await ground.transaction((em) =>
      ground.forms.put(
        em,
        { guild, type: alone.id, by: sam },
        { place: 'channel', questions: [question('order', 'order')] },
      ),
    );
    const other = await ground.tickets.request({ ...request, type: alone.id, key: 'two' });
    expect((await ground.sheets.of(other.unwrap().id))!.sheet.doneAt).toEqual(ground.now());
  });

  test('who is forgotten is in no answer any more, neither their own nor those of others, nor in old versions', async (ground) => {
    const id = await asking(ground, [question('who', 'user')]);
    await ground.sheets.answer(id, { question: 'who', answer: say(tim), by: eve });
    await ground.sheets.edit(id, { question: 'who', answer: say(sam), by: tim });
    const exported = await ground.transaction((em) => formDuties.exportUser(em, tim));
    expect(JSON.stringify(exported)).toContain(id);
    await ground.transaction((em) => formDuties.forgetUser(em, tim, []));
    const rows = JSON.stringify([await ground.all(AnswerSheet), await ground.all(AnswerChange)]);
    expect(rows).not.toContain(tim);
    expect(rows).toContain(sam);
    await ground.transaction((em) => formDuties.forgetGuild(em, guild));
    expect(await ground.all(Form)).toEqual([]);
    expect(await ground.all(AnswerSheet)).toEqual([]);
  });
});
