import type { Check } from '@guildhall/sdk';
import { roleMention } from 'discord.js';
import plugin from '../plugin.ts';
import { problemOf } from './member-role.ts';
import { paymentChecks } from './payment-checks.ts';

/** What keeps the shop from selling in a guild, for `/doctor`: nobody can pay, or roles that are sold cannot be given. */
export async function shopChecks(id: string): Promise<Check[]> {
  const guild = plugin.host.client.guilds.cache.get(id);
  if (!guild) {
    return [];
  }
  const sold = await plugin.parts.products.withRoles(id);
  const roles = sold.flatMap(({ name, role }): Check[] => {
    const problem = problemOf(guild, role!);
    return problem ? [(t) => t(`checks.${problem}`, { name, role: roleMention(role!) })] : [];
  });
  return [...(await paymentChecks(id)), ...roles];
}
