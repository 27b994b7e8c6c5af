import type { Bot } from './driver/bot.ts';
import type { SandboxGuild } from './driver/guild.ts';
import type { Sandbox } from './driver/sandbox.ts';

/**
 * Makes a small guild to try a bot in: the bot `Guildhall` as an administrator, the owner ada, sam of the staff, and
 * carl, a customer.
 */
export function createSampleGuild(
  sandbox: Sandbox,
  options: { token?: string | undefined } = {},
): { bot: Bot; guild: SandboxGuild } {
  const bot = sandbox.createBot('Guildhall', options.token === undefined ? {} : { token: options.token });
  const guild = sandbox.createGuild('Sample', {
    owner: 'ada',
    bot,
    roles: [
      { name: 'Staff', color: 0x3498db, hoist: true, permissions: ['ManageMessages', 'ModerateMembers'] },
      { name: 'Customer', color: 0x2ecc71 },
    ],
    channels: [
      { name: 'welcome', overwrites: { '@everyone': { deny: 'SendMessages' } } },
      'general',
      {
        name: 'Support',
        type: 'category',
        channels: [
          { name: 'help', topic: 'Ask here' },
          { name: 'questions', type: 'forum' },
        ],
      },
      {
        name: 'Staff only',
        type: 'category',
        overwrites: { '@everyone': { deny: 'ViewChannel' }, Staff: { allow: 'ViewChannel' } },
        channels: ['staff-chat', 'log', { name: 'Staff voice', type: 'voice' }],
      },
    ],
  });
  guild.member('sam', { roles: ['Staff'] });
  guild.member('carl', { roles: ['Customer'] });
  return { bot, guild };
}
