import type { Member, RobloxGroup, ShownMessage } from '@guildhall/sandbox';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds, startVerification, type VerificationStage } from './verification-stage.ts';

/** The refresh of a large server, with a key for Open Cloud: Roblox takes 60 calls a minute, and the bot is killed. */
let on: VerificationStage;
let crew: RobloxGroup;
let members: Member[];

/** On a busy machine 5,000 take minutes, each member being written down: `REFRESH_MEMBERS=5000` does it. */
const count = Number(process.env.REFRESH_MEMBERS ?? 1_000);
/** One in so many is out of date, half of them by a role and half by a name. */
const every = 20;
/** How long half of them may take, in ms. */
const patience = 60_000 + 60 * count;
const key = 'a-key-of-this-test'.padEnd(40, '.');

const lacksRole = (number: number) => number % (2 * every) === 0;
const wasRenamed = (number: number) => number % (2 * every) === every;

beforeAll(async () => {
  on = await startVerification({
    env: { ROBLOX_API_KEY: key },
    // Discord takes a change of a member a second, for which nobody here waits.
    discord: { rateLimits: false },
    before: (stage) => {
      const guild = stage.guild('Test');
      guild.createRole('Crew');
      stage.sandbox.roblox.createApiKey(key);
      members = Array.from({ length: count }, (_, number) =>
        guild.member(`m${number}`, {
          roles: lacksRole(number) ? [] : ['Crew'],
          nick: wasRenamed(number) ? `Old${number}` : `Acc${number}`,
        }),
      );
    },
  });
  crew = on.roblox.group('Crew');
  link(members.map((member, number) => [member, crew.join(on.roblox.account(`Acc${number}`)).account.id]));
  await on.choose('nickname', '{roblox-username}');
  const bind = { group: String(crew.id), condition: 'any member of the group', give: 'Crew' };
  await on.ada.slash('/verification bind add', bind);
});
afterAll(() => on?.stage.stop());

/** Links that have been there for long: nobody types so many commands. */
function link(pairs: [member: Member, account: number][]): void {
  const database = new SqliteDatabase(on.stage.database.url.slice('sqlite:'.length));
  const insert = database.prepare(
    `insert into verification__link
      (id, guild, "user", account, name, display_name, how, "by", linked_at, user_key, account_key)
      values (?, ?, ?, ?, ?, ?, 'code', ?, ?, ?, ?)`,
  );
  const { id: guild } = on.guild;
  database.transaction(() => {
    pairs.forEach(([{ id: user }, account], number) => {
      const names = [`Acc${number}`, `Acc${number}`];
      const keys = [`${guild}:${user}`, `${guild}:${account}`];
      insert.run(
        `link${number}`,
        guild,
        user,
        String(account),
        ...names,
        user,
        on.stage.clock.now(),
        ...keys,
      );
    });
  })();
  database.close();
}

/** Counts what the bot asks of Roblox from now on. */
function calls(): () => number {
  const ids = ['/users/*', '/groups/*', '/apis/*'].map((route) => on.roblox.faults.add({ route, delay: 1 }));
  return () =>
    on.roblox.faults
      .list()
      .filter(({ id }) => ids.includes(id))
      .reduce((sum, { struck }) => sum + struck, 0);
}

/** Moves time along until the message tells of as many members. */
async function until(shown: ShownMessage, least: number): Promise<void> {
  const limit = performance.now() + patience;
  while (looked(shown) < least && performance.now() < limit) {
    const { text } = shown;
    await on.advance(seconds(10));
    await on.ada.until(() => shown.text !== text, { timeout: 500 }).catch(() => {});
  }
  expect(looked(shown)).toBeGreaterThanOrEqual(least);
}

const looked = ({ text }: ShownMessage) => Number(/(\d+) of \d+ members/.exec(text)?.[1]);

test(
  'each member of a large server is looked at once, in few calls, through a kill -9',
  async () => {
    for (const host of ['users', 'groups', 'apis'] as const) {
      on.roblox.limits.set(host, { calls: 60, retryAfter: 'seconds' });
    }
    const asked = calls();
    const looks = on.requests('GET', '/guilds/:guild_id/members/:user_id');
    const edits = on.requests('PATCH', '/guilds/:guild_id/members/:user_id');
    const shown = (await on.ada.slash('/verification refresh all')).message!;
    await until(shown, count * 0.4);
    expect(looked(shown)).toBeLessThan(count);
    await on.crash();
    await until(shown, count);
    await on.ada.until(() => shown.shows('Everybody is refreshed'));

    const wrong = members.filter(
      ({ roles, nick }, number) => roles.join() !== 'Crew' || nick !== `Acc${number}`,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(edits()).toBe(count / every);
    // Discord tells of a hundred members at once, Roblox of fifty memberships and a hundred names.
    expect(looks()).toBe(0);
    expect(asked()).toBeLessThan(count / 20);
  },
  2.5 * patience,
);
