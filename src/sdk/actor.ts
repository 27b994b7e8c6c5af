import type { GuildMember } from 'discord.js';

/** Who does something: a member of a guild, as Discord sent it with the click or the message. */
export type Actor = GuildMember;
