import { expect } from 'vitest';
import { dataDutiesOf } from '../data-duties.ts';
import { Bind } from '../entities/bind.ts';
import { GivenNickname } from '../entities/given-nickname.ts';
import { Happening } from '../entities/happening.ts';
import { Link } from '../entities/link.ts';
import { Pending } from '../entities/pending.ts';
import { RefreshRun } from '../entities/refresh-run.ts';
import { SignIn } from '../entities/sign-in.ts';
import { Transfer } from '../entities/transfer.ts';
import { serviceOf } from '../service.ts';
import { ada, bob, eve, type Ground, guild, other, verify } from './ground.ts';
import { onEveryDatabase } from './with-ground.ts';

const tables = [Link, Pending, SignIn, Transfer, Happening, Bind, RefreshRun, GivenNickname];

async function fill(ground: Ground): Promise<void> {
  ground.roblox.add('1001', 'Builder');
  ground.roblox.add('1002', 'Second');
  ground.roblox.groups.set('7', { name: 'Crew', roles: [] });
  for (const where of [guild, other]) {
    await verify(ground, ada, '1001', where);
    await verify(ground, bob, '1001', where);
    await ground.registry.assign(where, eve, 'Second', { by: ada, reason: 'told me so' });
    await ground.verifications.begin({ guild: where, user: eve, by: ada }, '1002');
    const wish = { guild: where, by: ada, group: '7', condition: 'member', gives: ['r'], takes: [] } as const;
    await ground.binds.add({ ...wish, rank: undefined, toRank: undefined, priority: 0 });
    await ground.runs.start(where, ada);
    for (const user of [ada, eve]) {
      await ground.signIns.begin({ guild: where, user, locale: 'en-US' });
      await ground.nicknames.gave({ guild: where, user, nickname: 'Once' }, 'Builder');
    }
  }
}

onEveryDatabase((test) => {
  test('a guild that is forgotten leaves nothing, and others keep theirs', async (ground) => {
    await fill(ground);
    await ground.transaction((em) => dataDutiesOf(ground).forgetGuild(em, guild));
    for (const table of tables) {
      const rows = (await ground.all(table as typeof Link)) as { guild: string }[];
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every((row) => row.guild === other)).toBe(true);
    }
  });

  test('a user gets all that is held about them, and no words', async (ground) => {
    await fill(ground);
    const em = ground.context.database.read();
    const held = JSON.parse(JSON.stringify(await dataDutiesOf(ground).exportUser(em, ada)));
    expect(held).toMatchObject({
      links: [{ account: '1001' }, { account: '1001' }],
      transfers: [
        { from: ada, to: bob },
        { from: ada, to: bob },
      ],
      nicknames: [
        { nickname: 'Builder', before: 'Once' },
        { nickname: 'Builder', before: 'Once' },
      ],
      decisions: [{ kind: 'linked', reason: 'told me so' }, {}],
    });
    expect(JSON.stringify(held)).not.toContain(eve);
    const ofEve = JSON.stringify(await dataDutiesOf(ground).exportUser(em, eve));
    expect(ofEve).not.toContain('hash');
    expect(held.signIns).toMatchObject([{ locale: 'en-US' }, { locale: 'en-US' }]);
    for (const { id, nonce, verifier } of await ground.all(SignIn)) {
      for (const secret of [id, nonce!, verifier!]) {
        expect(JSON.stringify(held) + ofEve).not.toContain(secret);
      }
    }
  });

  test('a user who is forgotten is nowhere any more; lines and counts stay', async (ground) => {
    await fill(ground);
    const before = await ground.statistics.of(guild, 30);
    for (const user of [ada, bob, eve]) {
      await ground.transaction((em) => dataDutiesOf(ground).forgetUser(em, user));
    }
    const rows = JSON.stringify(await Promise.all(tables.map((table) => ground.all(table as typeof Link))));

    for (const trace of [ada, bob, eve, '1001', '1002', 'Builder', 'Second', 'Once', 'told me so']) {
      expect(rows).not.toContain(trace);
    }
    const after = await ground.statistics.of(guild, 30);
    expect([after.ever, after.recent]).toEqual([before.ever, before.recent]);
    expect(after.links).toBe(0);
  });

  test('other plugins learn who has which account', async (ground) => {
    await fill(ground);
    const service = serviceOf(ground.links);
    expect(await service.accountOf(guild, ada)).toMatchObject({ id: '1001', name: 'Builder' });
    expect(await service.accountOf(guild, bob)).toBeUndefined();
    expect(await service.membersWith(guild, '1001')).toEqual([ada]);
  });
});
