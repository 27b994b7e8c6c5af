import { expect, test } from 'vitest';
import { abilities, allows, hasStaffRole, type RightName, rights } from '../rights.ts';
import { settings } from '../settings.ts';
import { subcommands } from '../subcommands/all.ts';
import { eve, sam, support, tim } from './ground.ts';

const sales = '400000000000000002';
const type = { staffRoles: [support] };
const ticket = { creator: eve };

/** Somebody, and whether they have the ability to work on all tickets, as administrators do. */
interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly worksOnAll?: boolean;
}

const people = {
  administrator: { id: '1', roles: [], worksOnAll: true },
  staff: { id: sam, roles: [support] },
  otherStaff: { id: tim, roles: [sales] },
  creator: { id: eve, roles: [] },
  added: { id: '2', roles: [] },
  stranger: { id: '3', roles: [] },
} as const satisfies Readonly<Record<string, Person>>;

type Who = keyof typeof people;

const who = Object.keys(people) as Who[];
const everybody = who;
const staff: readonly Who[] = ['administrator', 'staff'];
const staffAndCreator: readonly Who[] = [...staff, 'creator'];

/** Who may do what while nothing is set. Whoever was added reads and writes, and nothing more. */
const expected: Readonly<Record<RightName, readonly Who[]>> = {
  close: staffAndCreator,
  reopen: staffAndCreator,
  'close-request': staffAndCreator,
  info: staffAndCreator,
  transcript: staffAndCreator,
  answers: staffAndCreator,
  delete: staff,
  archive: staff,
  claim: staff,
  unclaim: staff,
  transfer: staff,
  move: staff,
  add: staff,
  remove: staff,
  rename: staff,
  topic: staff,
  priority: staff,
  label: staff,
  note: staff,
  pin: staff,
  list: everybody,
  stats: everybody,
  // The gate asks for their ability, whatever the ticket is.
  create: everybody,
  purge: everybody,
  setup: everybody,
};

function mayDo(name: RightName, chosen: object = {}, unready = false): readonly Who[] {
  return who.filter((one) => {
    const { id, roles, ...person }: Person = people[one];
    const held = { cache: new Set<string>(roles) };
    const standing = {
      staff: hasStaffRole({ roles: held } as never, type) || person.worksOnAll === true,
      creator: id === ticket.creator,
      unready,
    };
    return allows(name, standing, settings.parse(chosen));
  });
}

test.each(Object.keys(expected) as RightName[])('who may %s', (name) => {
  expect(mayDo(name)).toEqual(expected[name]);
});

test('settings decide what creators do with their own tickets, and with nothing else', () => {
  expect(mayDo('close', { creatorCloses: false })).toEqual(staff);
  expect(mayDo('reopen', { creatorCloses: false })).toEqual(staff);
  expect(mayDo('add', { creatorAdds: true })).toEqual(staffAndCreator);
  expect(mayDo('remove', { creatorAdds: true })).toEqual(staffAndCreator);
});

test('whoever waits for a ticket may give it up', () => {
  expect(mayDo('delete', {}, true)).toEqual(staffAndCreator);
  expect(mayDo('archive', {}, true)).toEqual(staff);
});

test('every subcommand has a right, and those that are about no ticket have an ability', () => {
  expect(subcommands.map(({ name }) => name).filter((name) => !(name in rights))).toEqual([]);
  expect(abilities).toEqual({ create: 'open', purge: 'purge', setup: 'types' });
});
