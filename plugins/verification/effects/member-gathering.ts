import plugin from '../plugin.ts';

/**
 * Has Discord tell of up to 100 members at once, over the gateway: each for itself would be a request to its API, of which
 * a bot has 50 a second for everything that it does. Who is not told of is asked for when it is their turn.
 * Source: https://docs.discord.com/developers/events/gateway-events#request-guild-members
 * @param patience how long Discord may take, in ms.
 */
export async function gatherMembers(
  guild: string,
  users: readonly string[],
  patience = 5_000,
): Promise<void> {
  const { members } = plugin.host.client.guilds.cache.get(guild)!;
  const unknown = users.filter((user) => !members.cache.has(user));
  if (unknown.length === 0) {
    return;
  }
  try {
    await members.fetch({ user: unknown, time: patience });
  } catch (error) {
    plugin.host.logger.debug('members are asked for one by one', { guild, error: String(error) });
  }
}
