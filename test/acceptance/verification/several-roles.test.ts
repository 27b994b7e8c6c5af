import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startVerification, type VerificationStage } from './verification-stage.ts';

/** Members who have several roles in one group: with a key for Open Cloud, binds look at all of them. */
let on: VerificationStage;
const key = 'a-key-of-this-test'.padEnd(40, '.');

beforeAll(async () => {
  on = await startVerification({
    env: { ROBLOX_API_KEY: key },
    // Discord takes a change of a member a second, for which nobody here waits.
    discord: { rateLimits: false },
    before: (stage) => {
      stage.sandbox.roblox.createApiKey(key);
      for (const role of ['Builder', 'Driver', 'Officer']) {
        stage.guild('Test').createRole(role);
      }
    },
  });
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

test('each role in a group has its own bind, the lower ones too; the name of the rank is the highest one', async () => {
  const crew = on.roblox.group('Crew', { roles: { Builder: 10, Driver: 20, Officer: 100 } });
  for (const [give, rank] of Object.entries({ Builder: 10, Driver: 20, Officer: 100 })) {
    const bind = { group: String(crew.id), condition: 'exactly this rank', rank, give };
    await on.ada.slash('/verification bind add', bind);
  }
  await on.choose('nickname', '{roblox-username} · {rank-name}');
  const { member, account } = on.newcomer('amy');
  for (const role of ['Builder', 'Officer']) {
    crew.join(account, role);
  }
  await on.prove(member, account);
  expect(member.roles.toSorted()).toEqual(['Builder', 'Officer']);
  expect(member.nick).toBe('amy_builds · Officer');

  crew.join(account, 'Driver');
  crew.unassign(account, crew.role('Builder'));
  await on.sam.slash('/verification refresh member', { user: member });
  expect(member.roles.toSorted()).toEqual(['Driver', 'Officer']);
});
