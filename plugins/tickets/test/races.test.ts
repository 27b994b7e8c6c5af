import { type Database, untilDone } from '@guildhall/sdk';
import { expect } from 'vitest';
import { HostJob } from '../../../src/jobs/job-table.ts';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { races } from '../../../test/ground/races.ts';
import { Activity } from '../entities/activity.ts';
import { Label } from '../entities/label.ts';
import { Panel } from '../entities/panel.ts';
import { ServerStaff } from '../entities/server-staff.ts';
import { TicketLabel } from '../entities/ticket-label.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { panelLimit } from '../panels/panels.ts';
import { labelLimit } from '../ticket/labels.ts';
import { typeLimit } from '../types/ticket-types.ts';
import { guild, type RaceGround, raceGround, sam, tim } from './ground.ts';
import { opened } from './settled.ts';

const minute = 60_000;

/** An open ticket of somebody, of a type of its own. */
async function ticketOf(ground: RaceGround, creator: string): Promise<string> {
  const { id: type } = await ground.addType(`Type of ${creator}`);
  return opened(ground, creator, type);
}

/** A database that counts its transactions. */
function counted(database: Database) {
  const counts = { begun: 0 };
  const counting: Database = {
    read: () => database.read(),
    transaction: (work) => {
      counts.begun += 1;
      return database.transaction(work);
    },
  };
  return { database: counting, counts };
}

races(raceGround, (test) => {
  test('a label that is deleted while it is put on a ticket is on none', async (ground) => {
    const [one, two] = [await ticketOf(ground, ground.newcomer()), await ticketOf(ground, ground.newcomer())];
    (await ground.labels.put(guild, one, 'VIP', sam)).unwrap();
    const deleting = ground.meanwhile({ after: 'findOne', of: Label }, () =>
      ground.labels.delete(guild, 'vip', sam),
    );
    (await ground.partsOn(deleting.database).labels.put(guild, two, 'vip', tim)).unwrap();
    expect((await deleting.outcome()).unwrap()).toBe(2);
    expect([await ground.all(Label), await ground.all(TicketLabel)]).toEqual([[], []]);
  });

  test('a label that is put on a ticket while it is deleted is a new one', async (ground) => {
    const [one, two] = [await ticketOf(ground, ground.newcomer()), await ticketOf(ground, ground.newcomer())];
    (await ground.labels.put(guild, one, 'VIP', sam)).unwrap();
    const putting = ground.meanwhile({ after: 'nativeDelete', of: TicketLabel }, () =>
      ground.labels.put(guild, two, 'vip', tim),
    );
    expect((await ground.partsOn(putting.database).labels.delete(guild, 'vip', sam)).unwrap()).toBe(1);
    (await putting.outcome()).unwrap();
    expect((await ground.labels.on([one, two])).get(two)).toEqual(['vip']);
    expect(await ground.all(TicketLabel)).toHaveLength(1);
  });

  test('whoever deletes a label and whoever changes a ticket that bears it wait in one line', async (ground) => {
    const id = await ticketOf(ground, ground.newcomer());
    (await ground.labels.put(guild, id, 'waits', sam)).unwrap();
    const changes = counted(ground.host.database);
    const changing = ground.meanwhile({ after: 'upsert', of: HostJob }, () =>
      ground.partsOn(changes.database).labels.put(guild, id, 'other', tim),
    );
    const deletes = counted(changing.database);
    (await ground.partsOn(deletes.database).labels.delete(guild, 'waits', sam)).unwrap();
    (await changing.outcome()).unwrap();
    expect([changes.counts.begun, deletes.counts.begun]).toEqual([1, 1]);
  });

  test('two who doubt the same tickets at once both come through, in whatever order they name them', async (ground) => {
    const [one, two] = [
      { guild, id: await ticketOf(ground, ground.newcomer()) },
      { guild, id: await ticketOf(ground, ground.newcomer()) },
    ];
    const tickets = ground.meanwhile({ after: 'upsert', of: HostJob }, () => ground.census.doubt([two, one]));
    await ground.partsOn(tickets.database).census.doubt([one, two]);
    await expect(tickets.outcome()).resolves.toBeUndefined();
    const [first, second] = [one, two].map(({ id: ticket }) => ({ guild, ticket }));
    const messages = ground.meanwhile({ after: 'upsert', of: HostJob }, () =>
      ground.controls.doubt([second!, first!]),
    );
    await ground.partsOn(messages.database).controls.doubt([first!, second!]);
    await expect(messages.outcome()).resolves.toBeUndefined();
  });

  test('two who give staff roles to the whole server at once both do', async (ground) => {
    const roles = Array.from({ length: 4 }, () => ground.newcomer());
    const server = '100000000000000009';
    // The first two find nothing there, the others what these gave.
    for (const two of [roles.slice(0, 2), roles.slice(2)]) {
      const wish = (role: string | undefined) => ({ roles: [role!], only: false });
      const giving = ground.meanwhile({ after: 'findOneOrFail', of: ServerStaff }, () =>
        ground.staffRoles.give(server, wish(two[1]), sam),
      );
      (await ground.partsOn(giving.database).staffRoles.give(server, wish(two[0]), tim)).unwrap();
      (await giving.outcome()).unwrap();
    }
    expect(await ground.all(ServerStaff, { guild: server })).toMatchObject([{ roles }]);
  });

  test('a message that comes while the timers of its ticket are planned has them looked at now', async (ground) => {
    const creator = ground.newcomer();
    const id = await ticketOf(ground, creator);
    const ticket = (await ground.tickets.find(guild, id))!;
    const { database, jobs } = ground.host;
    const says = (side: 'staff' | 'guest', by: string) =>
      ground.activities.note(ticket, { side, by, at: ground.host.clock.now() }, true);
    await untilDone(database, async (em) => {
      await em.nativeUpdate(TicketType, { id: ticket.type }, { remindAfter: 60, closeAfter: 180 });
    });
    ground.advance(minute);
    await says('staff', sam);
    // Its job runs.
    await untilDone(database, (em) => jobs.cancel(em, `timers:${id}`));
    ground.advance(minute);
    const message = ground.meanwhile({ after: 'findOne', of: Activity }, () => says('guest', creator));
    expect(await ground.partsOn(message.database).timers.next(guild, id)).toBeUndefined();
    await message.outcome();
    expect(await ground.all(HostJob, { key: `timers:${id}` })).toMatchObject([
      { runAt: ground.host.clock.now() },
    ]);
  });

  test('of two who add the last type of a server at once one is told that there is no room', async (ground) => {
    const server = ground.newcomer();
    const types = { after: 'find', of: TicketType } as const;
    // The first two stand one below the other.
    for (const there of [0, typeLimit - 1]) {
      for (let count = (await ground.types.offered(server)).length; count < there; count += 1) {
        await ground.addType(`Type ${count}`, 1, server);
      }
      const adding = ground.meanwhile(types, () => ground.types.add(server, { name: `A ${there}` }, sam));
      const added = await ground.partsOn(adding.database).types.add(server, { name: `B ${there}` }, tim);
      const codes = [codeOf(added), codeOf(await adding.outcome())];
      expect(codes).toEqual([undefined, there === 0 ? undefined : 'too-many-types']);
    }
    const positions = (await ground.types.offered(server)).map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: typeLimit }, (_, index) => index));
  });

  test('of two who put the last panel up at once one is told that there is no room', async (ground) => {
    const server = ground.newcomer();
    const add = ({ panels }: Pick<RaceGround, 'panels'>) => panels.add(server, ground.newcomer(), sam);
    for (let count = 1; count < panelLimit; count += 1) {
      (await add(ground)).unwrap();
    }
    const when = (_: unknown, where: unknown) => 'guild' in (where as object);
    const adding = ground.meanwhile({ after: 'count', of: Panel, when }, () => add(ground));
    (await add(ground.partsOn(adding.database))).unwrap();
    expect(codeOf(await adding.outcome())).toBe('too-many-panels');
    expect(await ground.panels.of(server)).toHaveLength(panelLimit);
  });

  test('of two who make the last label of a server at once one is told that there is no room; who makes the same has it', async (ground) => {
    const [one, two] = [await ticketOf(ground, ground.newcomer()), await ticketOf(ground, ground.newcomer())];
    const there = (await ground.labels.offered(guild)).length;
    await untilDone(ground.host.database, async (em) => {
      for (let count = there; count < labelLimit - 2; count += 1) {
        const [id, name] = [ground.context.newId(), `label ${count}`];
        em.create(Label, { id, guild, name, nameKey: `${guild}:${name}` });
      }
    });
    const bothPut = async (first: string, second: string) => {
      const putting = ground.meanwhile({ after: 'count', of: Label }, () =>
        ground.labels.put(guild, one, first, sam),
      );
      const put = await ground.partsOn(putting.database).labels.put(guild, two, second, tim);
      return [codeOf(await putting.outcome()), codeOf(put)];
    };
    expect(await bothPut('one more', 'One more')).toEqual([undefined, undefined]);
    expect(await bothPut('last', 'the last')).toEqual(['too-many-labels', undefined]);
    expect(await ground.labels.offered(guild)).toHaveLength(labelLimit);
  });
});
