import { type Actor, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { groupFrom } from './binds.ts';
import { untouchable } from './effects/member-facts.ts';
import type { Condition } from './entities/bind.ts';
import plugin from './plugin.ts';
import { refusable } from './refusable.ts';
import { bindCard, bindChoice, bindList, bindRemoved } from './views/bind.ts';
import { orRefuse, shown } from './views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** `/verification bind add` */
export async function addBind(interaction: Interaction): Promise<void> {
  const { guildId: guild, user, member, options, locale } = interaction;
  const [gives, takes] = ['give', 'take'].map((name) => {
    const role = options.getRole(name);
    return role ? [role.id] : [];
  }) as [string[], string[]];
  refuseRoles(member, [...gives, ...takes]);
  await interaction.deferReply({ flags: 'Ephemeral' });
  const bind = await plugin.parts.binds.add({
    guild,
    by: user.id,
    group: options.getString('group', true),
    condition: options.getString('condition', true) as Condition,
    rank: options.getInteger('rank') ?? undefined,
    toRank: options.getInteger('to-rank') ?? undefined,
    gives,
    takes,
    priority: options.getInteger('priority') ?? 0,
  });
  await respond(interaction, bindCard(orRefuse(bind), plugin.host.texts.in(locale)));
}

/** `/verification bind list` */
export async function listBinds(interaction: Interaction): Promise<void> {
  const page = await plugin.parts.binds.page(interaction.guildId, 0);
  await respond(interaction, bindList(page, plugin.host.texts.in(interaction.locale)));
}

/** `/verification bind remove` */
export async function removeBind(interaction: Interaction): Promise<void> {
  const { guildId, user, options, locale } = interaction;
  const id = options.getString('bind', true);
  const bind = orRefuse(await plugin.parts.binds.remove(guildId, id, user.id));
  await respond(interaction, bindRemoved(bind, plugin.host.texts.in(locale)));
}

/** What fits what somebody has typed so far: ranks of the group, or binds. */
export async function offeredChoices({
  guildId,
  options,
  locale,
}: Command.AutocompleteInteraction<'cached'>): Promise<ApplicationCommandOptionChoiceData[]> {
  const { name, value } = options.getFocused(true);
  const t = plugin.host.texts.in(locale);
  const choices =
    name === 'bind'
      ? (await plugin.parts.binds.of(guildId)).map((bind) => ({ name: bindChoice(bind, t), value: bind.id }))
      : await ranks(options.getString('group') ?? '');
  const typed = String(value).toLowerCase();
  return choices.filter((choice) => choice.name.toLowerCase().includes(typed)).slice(0, 25);
}

async function ranks(typed: string): Promise<{ name: string; value: number }[]> {
  const group = (await refusable(async () => groupFrom(typed))).unwrapOr(undefined);
  const roles = group ? await plugin.parts.binds.ranks(group) : [];
  return roles.map((role) => ({ name: `${role.rank} · ${role.name}`.slice(0, 100), value: role.rank }));
}

/**
 * A bind must not hand out what the bot cannot give, nor what stands above whoever makes the bind.
 * @throws Refusal `role-<why>` or `role-above-you`.
 */
export function refuseRoles(member: Actor, roles: readonly string[]): void {
  for (const role of roles) {
    const why = untouchable(member, role);
    if (why) {
      throw shown(new Refusal(`role-${why}`, { role }));
    }
    const owner = member.id === member.guild.ownerId;
    if (!owner && member.roles.highest.comparePositionTo(role) <= 0) {
      throw shown(new Refusal('role-above-you', { role }));
    }
  }
}
