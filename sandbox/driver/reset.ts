import { removeMember } from '../discord/state/guilds.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Takes away all that is in the local Discord: guilds, people, messages, commands, interactions and faults; and all in
 * the local Roblox but apps and keys. Bots stay, with their tokens and their connections, and are told that they are out
 * of every guild. The clock runs on from where it is: ids are made of time.
 */
export function reset(sandbox: Sandbox): void {
  const { world, modals } = sandbox;
  const bots = new Set([...world.applications.values()].map(({ bot }) => bot.id));
  for (const guild of world.guilds.values()) {
    for (const id of bots) removeMember(world, guild, id);
    world.guilds.delete(guild.id);
  }
  for (const user of world.users.values()) {
    modals.close(user);
    if (!bots.has(user.id)) world.users.delete(user.id);
  }
  for (const application of world.applications.values()) {
    application.commands.clear();
    application.commandPermissions.clear();
  }
  world.channels.clear();
  world.directChannels.clear();
  world.attachments.clear();
  world.webhooks.clear();
  world.interactions.clear();
  world.interactionsByToken.clear();
  world.faults.clear();
  sandbox.roblox.world.reset();
  world.clock.resume();
  world.changed();
}
