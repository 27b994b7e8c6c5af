import { Clock } from '../discord/clock.ts';
import type { Bot } from '../driver/bot.ts';
import type { SandboxGuild } from '../driver/guild.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import type { LocalRoblox } from '../roblox/server.ts';

/**
 * A clock that stands at the moment when the sample guilds are made. It is the same in every run, which gives them the
 * same ids, so that a database that was kept still fits.
 */
export function foundationClock(): Clock {
  const clock = new Clock();
  clock.freeze(Date.UTC(2025, 0, 1));
  return clock;
}

/**
 * Makes what a person plays in, on a {@link foundationClock}, and lets the clock run on from `now`: the guild Sample with its owner ada, the administrator max, sam of the staff, and the
 * customers carl and dora; a second guild, where features are switched on and off for themselves; and an account on Roblox
 * for each of them, which are the same in every run too.
 */
export function foundTown(
  sandbox: Sandbox,
  { token, now }: { token: string; now: number },
): { bot: Bot; guild: SandboxGuild } {
  const guild = sandbox.createGuild('Sample', {
    owner: 'ada',
    roles: [
      { name: 'Admin', color: 0xe74c3c, hoist: true, permissions: ['Administrator'] },
      { name: 'Staff', color: 0x3498db, hoist: true, permissions: ['ManageMessages', 'ModerateMembers'] },
      { name: 'Customer', color: 0x2ecc71 },
    ],
    channels: [
      { name: 'welcome', overwrites: { '@everyone': { deny: 'SendMessages' } } },
      'general',
      { name: 'pads', topic: 'Who has which pad' },
      { name: 'Support', type: 'category', channels: [{ name: 'help', topic: 'Ask here' }] },
      {
        name: 'Staff only',
        type: 'category',
        overwrites: { '@everyone': { deny: 'ViewChannel' }, Staff: { allow: 'ViewChannel' } },
        channels: ['staff-chat', 'log', { name: 'Staff voice', type: 'voice' }],
      },
    ],
  });
  guild.member('max', { roles: ['Admin'] });
  guild.member('sam', { roles: ['Staff'] });
  guild.members('carl', 'dora', { roles: ['Customer'] });
  const second = sandbox.createGuild('Second', { owner: 'sam', channels: ['general'] });
  second.member('ada');
  sandbox.clock.freeze(now);
  sandbox.clock.resume();
  foundRoblox(sandbox.roblox, now);
  // The bot's account is new each time: Discord forgets its commands with the run, and the bot must not think otherwise.
  const bot = sandbox.createBot('Guildhall', { token });
  bot.joins(guild, 'Administrator');
  bot.joins(second, 'Administrator');
  return { bot, guild };
}

const day = 24 * 3_600_000;

/** Accounts of the people, one that is two days old, one that has another name by now, one that is banned; two groups. */
function foundRoblox(roblox: LocalRoblox, now: number): void {
  const ada = roblox.account('AdaBuilds', { created: '2016-03-04', description: 'I build obbies' });
  const max = roblox.account('MaxPower_7', { created: '2018-10-20' });
  const sam = roblox.account('SamHosts', { created: '2019-06-01' });
  const carl = roblox.account('CarlTheCuber', { created: '2021-01-15' });
  const dora = roblox.account('dora_new', { created: new Date(now - 2 * day) });
  carl.rename('CarlCubes');
  roblox.account('BannedBob', { created: '2020-02-02' }).ban();
  const crew = roblox.group('Pad Crew', { owner: ada, roles: { Trainee: 10, Host: 50, Officer: 100 } });
  crew.join(max, 'Officer');
  crew.join(sam, 'Host');
  crew.join(sam, 'Officer');
  crew.join(carl, 'Trainee');
  const fans = roblox.group('Brick Fans', { owner: max });
  fans.join(carl);
  fans.join(dora);
}
