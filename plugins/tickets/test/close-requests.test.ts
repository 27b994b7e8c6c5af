import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { CloseRequest } from '../entities/close-request.ts';
import { eve, type Ground, guild, onEveryDatabase, sam, tim } from './ground.ts';
import { opened, settle } from './settled.ts';

const ask = (ground: Ground, id: string, patience?: number) =>
  ground.closeRequests.ask(guild, id, { by: sam, asks: 'guest', reason: 'all done', patience, timed: true });
const stateOf = async (ground: Ground, id: string) => (await ground.tickets.find(guild, id))!.state;
const hour = 60 * 60_000;

onEveryDatabase((test) => {
  test('the other side agrees: the ticket closes, with the reason that was given', async (ground) => {
    const id = await opened(ground);
    const request = (await ask(ground, id)).unwrap();
    expect(codeOf(await ask(ground, id))).toBe('asked-already');
    expect((await ground.closeRequests.agree(guild, request.id, eve)).unwrap().state).toBe('agreed');
    expect(await ground.tickets.find(guild, id)).toMatchObject({
      state: 'closing',
      closedBy: eve,
      closeReason: 'all done',
    });
    expect(codeOf(await ground.closeRequests.refuse(guild, request.id, eve))).toBe('request-over');
  });

  test('nobody answers: the ticket closes when the time is up, and not a moment before', async (ground) => {
    const id = await opened(ground);
    const request = (await ask(ground, id, 60)).unwrap();
    expect(ground.jobs.get(`close-asked:${id}`)).toMatchObject({
      name: 'close-asked',
      runAt: new Date(ground.now().getTime() + hour),
    });
    ground.advance(hour - 1);
    await ground.closeRequests.due(guild, request.id);
    expect(await stateOf(ground, id)).toBe('open');
    ground.advance(1);
    await ground.closeRequests.due(guild, request.id);
    await ground.closeRequests.due(guild, request.id);
    expect(await ground.tickets.find(guild, id)).toMatchObject({ state: 'closing', closedBy: 'automatic' });
    expect(ground.audit.filter(({ action }) => action === 'close')).toHaveLength(1);
  });

  test('what may not be closed by time alone waits for an answer', async (ground) => {
    const id = await opened(ground);
    const asking = { by: eve, asks: 'staff', patience: 60 } as const;
    const late = (await ground.closeRequests.ask(guild, id, { ...asking, timed: false })).unwrap();
    expect(late.closesAt).toBeNull();
    expect(ground.jobs.has(`close-asked:${id}`)).toBe(false);
    (await ground.closeRequests.refuse(guild, late.id, sam)).unwrap();
    // Somebody took the right away before the time was up.
    const request = (await ground.closeRequests.ask(guild, id, { ...asking, timed: true })).unwrap();
    await ground.closeRequests.waits(request);
    ground.advance(2 * hour);
    await ground.closeRequests.due(guild, request.id);
    expect(await stateOf(ground, id)).toBe('open');
    expect((await ground.closeRequests.waiting(id))?.closesAt).toBeNull();
    expect((await ground.closeRequests.agree(guild, request.id, sam)).isOk()).toBe(true);
  });

  test('a refusal takes the timer back, and one can ask again', async (ground) => {
    const id = await opened(ground);
    const request = (await ask(ground, id, 60)).unwrap();
    (await ground.closeRequests.refuse(guild, request.id, eve)).unwrap();
    expect(ground.jobs.has(`close-asked:${id}`)).toBe(false);
    ground.advance(2 * hour);
    await ground.closeRequests.due(guild, request.id);
    expect(await stateOf(ground, id)).toBe('open');
    expect((await ask(ground, id)).isOk()).toBe(true);
  });

  test('who was asked and writes keeps it open; who asked, and others of their side, do not', async (ground) => {
    const id = await opened(ground);
    const ticket = (await ground.tickets.find(guild, id))!;
    const request = (await ask(ground, id, 60)).unwrap();
    await ground.closeRequests.wrote(ticket, { side: 'staff', by: sam });
    await ground.closeRequests.wrote(ticket, { side: 'staff', by: tim });
    expect((await ground.closeRequests.waiting(id))?.id).toBe(request.id);
    await ground.closeRequests.wrote(ticket, { side: 'guest', by: eve });
    expect(await ground.closeRequests.waiting(id)).toBeUndefined();
    expect((await ground.all(CloseRequest)).map(({ state }) => state)).toEqual(['wrote']);
  });

  test(
    'where the server says so, writing changes nothing',
    async (ground) => {
      const id = await opened(ground);
      const ticket = (await ground.tickets.find(guild, id))!;
      await ask(ground, id, 60);
      await ground.closeRequests.wrote(ticket, { side: 'guest', by: eve });
      expect(await ground.closeRequests.waiting(id)).toBeDefined();
    },
    { writingCancels: false },
  );

  test('a ticket that is closed in another way answers its request, also when both happen at once', async (ground) => {
    const id = await opened(ground);
    const request = (await ask(ground, id, 60)).unwrap();
    const answers = await Promise.all([
      ground.tickets.close(guild, id, tim),
      ground.closeRequests.agree(guild, request.id, eve),
    ]);
    expect(answers.filter((answer) => answer.isOk())).toHaveLength(1);
    expect(ground.audit.filter(({ action }) => action === 'close')).toHaveLength(1);
    expect(await ground.closeRequests.waiting(id)).toBeUndefined();
    expect(ground.jobs.has(`close-asked:${id}`)).toBe(false);
    await settle(ground, id);
    expect(codeOf(await ask(ground, id))).toBe('not-open');
  });

  test('the time that is given has limits', async (ground) => {
    const id = await opened(ground);
    expect(codeOf(await ask(ground, id, 4))).toBe('patience');
    expect(codeOf(await ask(ground, id, 31 * 24 * 60))).toBe('patience');
  });
});
