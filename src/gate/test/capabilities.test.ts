import { type GuildMember, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Audience } from '../../sdk/capability.ts';
import type { PermissionService } from '../../sdk/services.ts';
import { CapabilityChecks } from '../capabilities.ts';

const ownerOfGuild = '1';
const ownerOfBot = '8';

const member = (id: string, permissions: bigint) =>
  ({
    id,
    guild: { ownerId: ownerOfGuild },
    permissions: new PermissionsBitField(permissions),
  }) as GuildMember;

const people = {
  anybody: member('2', 0n),
  moderator: member('3', PermissionFlagsBits.ManageMessages),
  manager: member('4', PermissionFlagsBits.ManageGuild),
  administrator: member('5', PermissionFlagsBits.Administrator),
  "the guild's owner": member(ownerOfGuild, 0n),
} as const;

const checks = (audience: Audience, service?: PermissionService) =>
  new CapabilityChecks({
    declared: (plugin) => (plugin === 'pads' ? { book: { default: audience } } : undefined),
    service: () => service,
    owners: [ownerOfBot],
  });

describe('while nobody has decided otherwise', () => {
  test.each([
    ['everyone', 'anybody, moderator, manager, administrator'],
    ['staff', 'moderator, manager, administrator'],
    ['administrators', 'administrator'],
    ['owner', ''],
  ] as [Audience, string][])('%s means: %s', async (audience, expected) => {
    const allowed: string[] = [];
    for (const [name, person] of Object.entries(people)) {
      if (person.id !== ownerOfGuild && (await checks(audience).may(person, 'pads', 'book'))) {
        allowed.push(name);
      }
    }
    expect(allowed.join(', ')).toBe(expected);
  });
});

test.each(['everyone', 'staff', 'administrators', 'owner'] as Audience[])(
  "the guild's owner is never locked out of what is for %s, whatever the service says or throws",
  async (audience) => {
    const owner = people["the guild's owner"];
    for (const may of [async () => false, () => Promise.reject(new Error('away'))]) {
      expect(await checks(audience, { may }).may(owner, 'pads', 'book')).toBe(true);
    }
  },
);

test('where there is a permission service it decides, for administrators too', async () => {
  const asked: unknown[] = [];
  const service = (answer: boolean): PermissionService => ({
    may: async (actor, capability, audience) => {
      asked.push([actor.id, capability, audience]);
      return answer;
    },
  });
  expect(await checks('everyone', service(false)).may(people.administrator, 'pads', 'book')).toBe(false);
  expect(await checks('owner', service(true)).may(people.anybody, 'pads', 'book')).toBe(true);
  expect(asked).toEqual([
    ['5', 'pads.book', 'everyone'],
    ['2', 'pads.book', 'owner'],
  ]);
});

test('a service that fails tells its caller, who refuses', async () => {
  const failing = checks('everyone', { may: () => Promise.reject(new Error('away')) });
  await expect(failing.may(people.anybody, 'pads', 'book')).rejects.toThrow('away');
});

test('what nobody declared nobody may, not even an owner', async () => {
  for (const person of Object.values(people)) {
    expect(await checks('everyone').may(person, 'pads', 'fly')).toBe(false);
    expect(await checks('everyone').may(person, 'gone', 'book')).toBe(false);
  }
});

test.each([
  ['the command of the service that gives it', async () => '/give', { by: 'grant', command: '/give' }],
  ['whom it is for, where nothing is given', async () => undefined, { by: 'staff' }],
  ['whom it is for, when the service fails', () => Promise.reject(new Error('away')), { by: 'staff' }],
] as [string, PermissionService['givenWith'], object][])(
  'who lacks something learns %s',
  async (_, givenWith, way) => {
    const service = { may: async () => false, givenWith };
    expect(await checks('staff', service).wayTo('1', 'pads', 'book')).toEqual(way);
  },
);

test("only the bot's owners may operate it", async () => {
  expect(await checks('everyone').may(member(ownerOfBot, 0n), 'guildhall', 'operate')).toBe(true);
  expect(await checks('everyone').may(people["the guild's owner"], 'guildhall', 'operate')).toBe(false);
});

describe('an owner of the bot', () => {
  const bots = member(ownerOfBot, 0n);
  const broken = (may: PermissionService['may'] | undefined, written: unknown[]) =>
    new CapabilityChecks({
      declared: () => ({ book: { default: 'staff' } }),
      service: () => may && { may },
      owners: [ownerOfBot],
      breakGlass: async (actor, capability) => void written.push([actor.id, capability]),
      patience: 20,
    });

  test('is one like any other while nobody has set up the glass to break', async () => {
    expect(await checks('staff').may(bots, 'pads', 'book')).toBe(false);
    expect(await checks('staff').verdict(bots, 'pads', 'book')).toEqual({ may: false, by: 'audience' });
  });

  test('may do what they lack, and it is written down each time; explaining it is not', async () => {
    const written: unknown[] = [];
    const glass = broken(undefined, written);
    expect(await glass.verdict(bots, 'pads', 'book')).toEqual({ may: true, by: 'break-glass' });
    expect(written).toEqual([]);
    expect(await glass.may(bots, 'pads', 'book')).toBe(true);
    expect(await glass.may(bots, 'pads', 'book')).toBe(true);
    expect(written).toEqual([
      [ownerOfBot, 'pads.book'],
      [ownerOfBot, 'pads.book'],
    ]);
    expect(await glass.may(bots, 'pads', 'fly')).toBe(false);
    expect(await glass.may(people.anybody, 'pads', 'book')).toBe(false);
  });

  test('needs no glass for what they may anyway', async () => {
    const written: unknown[] = [];
    expect(await broken(async () => true, written).may(bots, 'pads', 'book')).toBe(true);
    expect(written).toEqual([]);
  });

  test('may not what cannot be written down or checked', async () => {
    const unwritten = new CapabilityChecks({
      declared: () => ({ book: { default: 'staff' } }),
      service: () => undefined,
      owners: [ownerOfBot],
      breakGlass: () => Promise.reject(new Error('no database')),
    });
    await expect(unwritten.may(bots, 'pads', 'book')).rejects.toThrow('no database');
    const unchecked = broken(() => Promise.reject(new Error('away')), []);
    await expect(unchecked.may(bots, 'pads', 'book')).rejects.toThrow('away');
  });

  test('like everybody else waits for a service that hangs only so long', async () => {
    const hanging = broken(() => new Promise(() => {}), []);
    await expect(hanging.may(people.moderator, 'pads', 'book')).rejects.toThrow('has not answered in 20 ms');
  });
});
