import { type Database, untilDone } from '@guildhall/sdk';
import { expect } from 'vitest';
import { HostJob } from '../../../src/jobs/job-table.ts';
import { races } from '../../../test/ground/races.ts';
import { Activity } from '../entities/activity.ts';
import { Label } from '../entities/label.ts';
import { ServerStaff } from '../entities/server-staff.ts';
import { TicketLabel } from '../entities/ticket-label.ts';
import { TicketType } from '../entities/ticket-type.ts';
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
});
