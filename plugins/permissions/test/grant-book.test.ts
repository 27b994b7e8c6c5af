import { expect } from 'vitest';
import { dataDuties } from '../data-duties.ts';
import {
  ada,
  bob,
  byManager,
  byOwner,
  codeOf,
  eve,
  guild,
  helper,
  holder,
  joined,
  minutes,
  otherGuild,
  owner,
  toRole,
  toUser,
} from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

onEveryDatabase((test) => {
  test('a grant is written once, with all that belongs to it, and audited', async ({
    book,
    grants,
    audit,
    now,
    changed,
  }) => {
    const endsAt = new Date(now().getTime() + minutes(60));
    const wanted = { guild, to: toUser(bob), what: 'tickets.open', endsAt, reason: 'covers for ada' };
    (await book.grant(wanted, byOwner)).unwrap();
    expect(await grants()).toMatchObject([
      {
        guild,
        kind: 'user',
        principal: bob,
        what: 'tickets.open',
        memberSince: joined,
        endsAt,
        givenBy: owner,
        givenAt: now(),
        reason: 'covers for ada',
      },
    ]);
    expect(audit).toEqual([
      {
        guild,
        actor: owner,
        action: 'grant-until',
        target: `<@${bob}>`,
        to: { what: 'tickets.open', until: endsAt },
        reason: 'covers for ada',
      },
    ]);
    expect(changed).toEqual([guild]);
  });

  test('given again it counts on the new terms; of two at once there is one grant', async ({
    book,
    grants,
    now,
  }) => {
    const endsAt = new Date(now().getTime() + minutes(60));
    const wanted = { guild, to: toRole(helper), what: 'pads' };
    (await book.grant({ ...wanted, endsAt }, byOwner)).unwrap();
    (await book.grant(wanted, byOwner)).unwrap();
    expect(await grants()).toMatchObject([{ principal: helper, endsAt: null }]);
    const other = { guild, to: toUser(eve), what: 'pads' };
    const both = await Promise.all([book.grant(other, byOwner), book.grant(other, byOwner)]);
    expect(both.map(codeOf).filter((code) => code && code !== 'try-again')).toEqual([]);
    expect(await grants()).toHaveLength(2);
  });

  test('what is taken back is gone, and can be taken back once', async ({ book, lookup, audit }) => {
    const wanted = { guild, to: toUser(bob), what: 'tickets' };
    (await book.grant(wanted, byOwner)).unwrap();
    expect(await lookup.deciding(holder(bob), 'tickets.open')).toBeDefined();
    (await book.revoke(wanted, byOwner, 'no more')).unwrap();
    expect(await lookup.deciding(holder(bob), 'tickets.open')).toBeUndefined();
    expect(codeOf(await book.revoke(wanted, byOwner))).toBe('no-such-grant');
    expect(audit.at(-1)).toMatchObject({ action: 'revoke', target: `<@${bob}>`, reason: 'no more' });
  });

  test('what nobody declared cannot be given, nor a part of a name', async ({ book, grants }) => {
    for (const what of ['tickets.fly', 'pads.host', 'ticket', '', 'pads.host.training.more']) {
      expect(codeOf(await book.grant({ guild, to: toUser(bob), what }, byOwner))).toBe('unknown-what');
    }
    expect(await grants()).toEqual([]);
  });

  test('others than the owner give what they have, for as long as they have it, and never the right to give', async ({
    book,
    now,
  }) => {
    const until = new Date(now().getTime() + minutes(60));
    const manager = byManager({ 'tickets.open': {}, 'pads.end': { until } });
    const gives = async (what: string, endsAt?: Date) =>
      codeOf(await book.grant({ guild, to: toUser(bob), what, endsAt }, manager));
    expect(await gives('tickets.open')).toBeUndefined();
    expect(await gives('tickets')).toBeUndefined();
    expect(await gives('pads.host.training')).toBe('lacking');
    expect(await gives('pads')).toBe('lacking');
    expect(await gives('pads.end')).toBe('lacking-later');
    expect(await gives('pads.end', new Date(until.getTime() + 1))).toBe('lacking-later');
    expect(await gives('pads.end', until)).toBeUndefined();
    for (const what of ['permissions.manage', 'permissions']) {
      expect(await gives(what)).toBe('owner-only');
      (await book.grant({ guild, to: toUser(eve), what }, byOwner)).unwrap();
      expect(codeOf(await book.revoke({ guild, to: toUser(eve), what }, manager))).toBe('owner-only');
    }
  });

  test('what has ended is taken out, and what was given anew stays', async ({
    book,
    advance,
    now,
    grants,
    audit,
  }) => {
    const soon = () => new Date(now().getTime() + minutes(10));
    for (const to of [toUser(bob), toUser(eve)]) {
      (await book.grant({ guild, to, what: 'pads', endsAt: soon() }, byOwner)).unwrap();
    }
    advance(minutes(5));
    (await book.grant({ guild, to: toUser(eve), what: 'pads', endsAt: soon() }, byOwner)).unwrap();
    advance(minutes(5));
    await book.tidy();
    expect(await grants()).toMatchObject([{ principal: eve }]);
    expect(audit.filter(({ action }) => action === 'ended')).toMatchObject([
      { actor: 'automatic', target: `<@${bob}>` },
    ]);
  });

  test('who left loses everything there, and only there', async ({ book, grants }) => {
    for (const to of [toUser(bob), toUser(eve)]) {
      (await book.grant({ guild, to, what: 'pads' }, byOwner)).unwrap();
    }
    (await book.grant({ guild: otherGuild, to: toUser(bob), what: 'pads' }, byOwner)).unwrap();
    await book.forget(guild, { kind: 'user', id: bob }, 'left');
    expect((await grants()).map((row) => [row.guild, row.principal]).toSorted()).toEqual([
      [guild, eve],
      [otherGuild, bob],
    ]);
    // Who is here since another time was here before.
    await book.forget(guild, toUser(eve, joined), 'left');
    expect(await grants()).toHaveLength(2);
    await book.forget(guild, toUser(eve, new Date('2026-06-01T00:00:00Z')), 'left');
    expect(await grants()).toMatchObject([{ guild: otherGuild }]);
  });

  test('a guild that is forgotten leaves nothing; a user is nowhere any more, and gets what was held', async ({
    book,
    grants,
    transaction,
    context,
  }) => {
    (await book.grant({ guild, to: toUser(bob), what: 'pads', reason: 'for bob' }, byOwner)).unwrap();
    const byAda = { ...byOwner, user: ada };
    (await book.grant({ guild, to: toRole(helper), what: 'pads', reason: 'as bob asked' }, byAda)).unwrap();
    (await book.grant({ guild: otherGuild, to: toRole(helper), what: 'pads' }, byOwner)).unwrap();
    const held = await dataDuties.exportUser(context.database.read(), bob);
    expect(held).toMatchObject({ grants: [{ principal: bob, reason: 'for bob' }], given: [] });
    expect((await dataDuties.exportUser(context.database.read(), ada)).given).toMatchObject([
      { what: 'pads' },
    ]);
    for (const user of [bob, ada]) {
      await transaction((em) => dataDuties.forgetUser(em, user));
    }
    expect(JSON.stringify(await grants())).not.toMatch(new RegExp(`${bob}|${ada}|bob`));
    await transaction((em) => dataDuties.forgetGuild(em, guild));
    expect(await grants()).toMatchObject([{ guild: otherGuild }]);
  });
});
