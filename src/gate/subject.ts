import { BaseInteraction, type GuildMember, type Interaction, Message } from 'discord.js';
import type { Subject } from './entry.ts';

/** Who is behind an interaction. */
export function subjectOfInteraction(interaction: Interaction): Subject {
  return {
    guild: interaction.guildId ?? undefined,
    actor: interaction.inCachedGuild() ? (interaction.member as GuildMember) : undefined,
    locale: interaction.locale,
    interaction,
  };
}

/** Who wrote a message. Discord does not say in which language a writer reads: the guild's is taken. */
export function subjectOfMessage(message: Message): Subject {
  return {
    guild: message.guildId ?? undefined,
    actor: message.member ?? undefined,
    locale: message.guild?.preferredLocale ?? 'en-US',
    message,
  };
}

/** The guild that an event is about: the first argument that knows one. */
export function subjectOfEvent(args: readonly unknown[]): Subject {
  for (const arg of args) {
    if (arg instanceof BaseInteraction) {
      return subjectOfInteraction(arg as Interaction);
    }
    if (arg instanceof Message) {
      return subjectOfMessage(arg);
    }
    const guild = guildOf(arg);
    if (guild) {
      return { guild, actor: undefined, locale: 'en-US' };
    }
  }
  return { guild: undefined, actor: undefined, locale: 'en-US' };
}

function guildOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { guildId, guild, id } = value as { guildId?: unknown; guild?: { id?: unknown }; id?: unknown };
  if (typeof guildId === 'string') {
    return guildId;
  }
  if (typeof guild?.id === 'string') {
    return guild.id;
  }
  const isGuild = value.constructor?.name === 'Guild';
  return isGuild && typeof id === 'string' ? id : undefined;
}
