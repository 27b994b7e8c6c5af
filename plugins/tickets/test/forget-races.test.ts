import { type Database, forgotten, untilDone } from '@guildhall/sdk';
import { expect } from 'vitest';
import { races } from '../../../test/ground/races.ts';
import { dataDutiesOf } from '../data-duties.ts';
import { AnswerChange } from '../entities/answer-change.ts';
import { AnswerSheet } from '../entities/answer-sheet.ts';
import { FormDraft } from '../entities/form-draft.ts';
import { Rating } from '../entities/rating.ts';
import { Sign } from '../entities/sign.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import type { FormShape } from '../forms/question.ts';
import { question, say } from './form-samples.ts';
import { guild, type RaceGround, raceGround, sam, tim } from './ground.ts';
import { settle } from './settled.ts';

/** Forgets somebody as the host does it. */
const forget = (ground: RaceGround, user: string, database: Database = ground.host.database) =>
  untilDone(database, (em) => dataDutiesOf(ground).forgetUser(em, user));

/** A type that asks two things. */
async function asking(ground: RaceGround, creator: string, place: FormShape['place']): Promise<string> {
  const { id: type } = await ground.addType(`Type of ${creator}`);
  const questions = [question('who', 'user'), question('why')];
  await untilDone(ground.host.database, async (em) => {
    await em.nativeUpdate(TicketType, { id: type }, { askRating: true });
    await ground.forms.put(em, { guild, type, by: sam }, { place, questions });
  });
  return type;
}

/** An open ticket of somebody who answered what it asked. */
async function answered(ground: RaceGround, creator: string, who = creator): Promise<string> {
  const type = await asking(ground, creator, 'channel');
  const { id } = (await ground.click(type, creator)).unwrap();
  await settle(ground, id);
  (await ground.sheets.answer(id, { question: 'who', answer: say(who), by: creator })).unwrap();
  (await ground.sheets.answer(id, { question: 'why', answer: say('a secret'), by: creator })).unwrap();
  return id;
}

/** The same, closed. */
async function closed(ground: RaceGround, creator: string): Promise<string> {
  const id = await answered(ground, creator);
  (await ground.tickets.close(guild, id, sam)).unwrap();
  await settle(ground, id);
  return id;
}

races(raceGround, (test) => {
  test('who is forgotten while staff change their answers has none afterwards', async (ground) => {
    const eve = ground.newcomer();
    const ticket = await closed(ground, eve);
    const forgetting = ground.meanwhile({ before: 'nativeUpdate', of: AnswerSheet }, () =>
      forget(ground, eve),
    );
    const { sheets } = ground.partsOn(forgetting.database);
    (await sheets.edit(ticket, { question: 'why', answer: say('x'), by: sam })).unwrap();
    await forgetting.outcome();
    const rows = [await ground.all(AnswerSheet, { ticket }), await ground.all(AnswerChange, { ticket })];
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`a secret|${eve}`));
  });

  test('what staff change in answers while their ticket is forgotten brings nothing back', async (ground) => {
    const eve = ground.newcomer();
    const ticket = await closed(ground, eve);
    const editing = ground.meanwhile({ before: 'nativeUpdate', of: AnswerSheet }, () =>
      ground.sheets.edit(ticket, { question: 'who', answer: say(sam), by: sam }),
    );
    await forget(ground, eve, editing.database);
    (await editing.outcome()).unwrap();
    expect(await ground.all(AnswerSheet, { ticket })).toMatchObject([{ answers: { who: say(sam) } }]);
    const rows = [await ground.all(AnswerSheet, { ticket }), await ground.all(AnswerChange, { ticket })];
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`a secret|${eve}`));
  });

  test('a ticket that is closed while its creator is forgotten is forgotten as a whole, or not at all', async (ground) => {
    const eve = ground.newcomer();
    const id = await answered(ground, eve);
    const closing = ground.meanwhile({ before: 'nativeDelete', of: Sign }, () =>
      ground.tickets.close(guild, id, sam),
    );
    await forget(ground, eve, closing.database);
    (await closing.outcome()).unwrap();
    // It was open when it was looked up: nothing of it went.
    expect(await ground.all(Ticket, { id })).toMatchObject([{ creator: eve, state: 'closing' }]);
    expect(await ground.all(AnswerSheet, { ticket: id })).toMatchObject([
      { answers: { why: say('a secret') } },
    ]);
    const forgetting = ground.meanwhile({ after: 'nativeUpdate', of: Ticket }, () => forget(ground, eve));
    (await ground.partsOn(forgetting.database).tickets.delete(guild, id, sam)).unwrap();
    await forgetting.outcome();
    expect(await ground.all(Ticket, { id })).toMatchObject([{ creator: forgotten, state: 'deleting' }]);
    expect(await ground.all(AnswerSheet, { ticket: id })).toMatchObject([{ answers: {} }]);
  });

  test('a closed ticket that is given to somebody while its creator is forgotten keeps what belongs to it', async (ground) => {
    const [eve, bob] = [ground.newcomer(), ground.newcomer()];
    const id = await closed(ground, eve);
    const forgetting = ground.meanwhile({ after: 'nativeUpdate', of: Ticket }, () => forget(ground, eve));
    (await ground.partsOn(forgetting.database).work.giveTo(guild, id, bob, sam)).unwrap();
    await forgetting.outcome();
    expect(await ground.all(Ticket, { id })).toMatchObject([{ creator: bob }]);
    expect(await ground.all(AnswerSheet, { ticket: id })).toMatchObject([
      { answers: { why: say('a secret') } },
    ]);
  });

  test('who is forgotten while a ticket is made of a form that names them stands in no answer of it', async (ground) => {
    const [eve, bob] = [ground.newcomer(), ground.newcomer()];
    const type = await asking(ground, bob, 'modal');
    const { id } = (
      await ground.drafts.begin((await ground.forms.current(type))!, { user: bob, preview: false })
    ).draft;
    const good = { who: say(eve), why: say('because') };
    (await ground.drafts.answer(id, bob, { good, typed: {} })).unwrap();
    const forgetting = ground.meanwhile({ before: 'nativeDelete', of: FormDraft }, () => forget(ground, eve));
    const { tickets } = ground.partsOn(forgetting.database);
    const ticket = (await tickets.request({ guild, type, creator: bob, key: `click of ${bob}` })).unwrap();
    await forgetting.outcome();
    const [sheet] = await ground.all(AnswerSheet, { ticket: ticket.id });
    expect(sheet).toMatchObject({ answers: { who: say('…'), why: say('because') }, people: null });
  });

  test('who is forgotten while others go on with a form that names them is named no more; nothing of the others is lost', async (ground) => {
    const [eve, bob, zoe] = [ground.newcomer(), ground.newcomer(), ground.newcomer()];
    const form = (await ground.forms.current(await asking(ground, bob, 'modal')))!;
    const { id } = (await ground.drafts.begin(form, { user: bob, preview: false })).draft;
    const step = (good: object, { drafts } = ground as Pick<RaceGround, 'drafts'>) =>
      drafts.answer(id, bob, { good: good as never, typed: {} });
    (await step({ who: say(eve, zoe) })).unwrap();
    const forgetting = ground.meanwhile({ before: 'nativeUpdate', of: FormDraft }, () => forget(ground, eve));
    (await step({ why: say('because') }, ground.partsOn(forgetting.database))).unwrap();
    await forgetting.outcome();
    expect((await ground.all(FormDraft, { id }))[0]!.answers).toMatchObject({
      who: say('…', zoe),
      why: say('because'),
    });
    const going = ground.meanwhile({ before: 'nativeUpdate', of: FormDraft }, () =>
      step({ why: say('of you') }),
    );
    await forget(ground, zoe, going.database);
    (await going.outcome()).unwrap();
    expect((await ground.all(FormDraft, { id }))[0]!.answers).toMatchObject({
      who: say('…', '…'),
      why: say('of you'),
    });
  });

  test('who is forgotten while their ticket is opened again stands in it no more', async (ground) => {
    const eve = ground.newcomer();
    const id = await closed(ground, eve);
    const forgetting = ground.meanwhile({ before: 'nativeUpdate', of: Ticket }, () => forget(ground, eve));
    (await ground.partsOn(forgetting.database).tickets.reopen(guild, id, tim, { staff: true })).unwrap();
    await forgetting.outcome();
    const { requestKey: _, ...row } = (await ground.all(Ticket, { id }))[0]!;
    expect(JSON.stringify(row)).not.toContain(eve);
  });

  test('who is forgotten while they rate has said nothing', async (ground) => {
    const eve = ground.newcomer();
    const ticket = await closed(ground, eve);
    const [{ id }] = (await ground.all(Rating, { ticket })) as [Rating];
    const forgetting = ground.meanwhile({ before: 'nativeUpdate', of: Rating }, () => forget(ground, eve));
    const said = await ground.partsOn(forgetting.database).ratings.comment(id, eve, 'I am Eve of Elm Street');
    await forgetting.outcome();
    expect(said.isErr()).toBe(true);
    expect(await ground.all(Rating, { ticket })).toMatchObject([{ comment: null }]);
  });
});
