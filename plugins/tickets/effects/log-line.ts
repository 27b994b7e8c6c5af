import { channelOf, person, plain, quiet, type Translate, unlessFailed } from '@guildhall/sdk';
import { channelMention, type Guild, type MessageCreateOptions, roleMention } from 'discord.js';
import plugin from '../plugin.ts';
import type { LogLine } from '../ticket/log-lines.ts';
import { deedWords } from '../views/record.ts';
import { numberWords } from '../views/words.ts';

/** Characters of a reason: all of it, marks of Markdown escaped. */
const reasonShown = 600;

/** A role that was deleted. */
export interface GoneRole {
  readonly guild: string;
  readonly role: string;
  readonly name: string;
}

/** What stands at the beginning of a line; everything else is told without a sign. */
const signs: Readonly<Record<string, string>> = {
  opened: '🟢',
  close: '🔒',
  reopen: '🔓',
  delete: '🗑️',
  archive: '📦',
  blocked: '⚠️',
  lost: '⚠️',
};

/**
 * Tells the log channel of a guild what was done to a ticket. Where there is none, or the bot may not write to it,
 * nothing happens: the audit log has it anyway, and `/doctor` says what is missing.
 */
export async function tellLog(line: LogLine): Promise<void> {
  const nonce = `${line.ticket}-${line.version}`.slice(0, 25);
  await sendToLog(line.guild, nonce, (guild, t) => lineWords(line, guild, t));
}

/** Tells the log channel of a guild that a role is gone that members needed for tickets of some types. */
export async function tellRoleGone({ guild, role, name }: GoneRole): Promise<void> {
  const types = await plugin.parts.types.requiring(guild, role);
  if (types.length > 0) {
    const names = types.map((type) => plain(type.name, 60)).join(', ');
    const words = (_: Guild, t: Translate) =>
      `${signs.blocked} ${t('log.role-gone', { role: plain(name, 100), types: names })}`;
    await sendToLog(guild, `gone-${role}`, words);
  }
}

/** @param nonce of at most 25 characters: what is sent twice is one line. */
async function sendToLog(
  id: string,
  nonce: string,
  words: (guild: Guild, t: Translate) => string,
): Promise<void> {
  const { client, settings, texts } = plugin.host;
  const { logChannel } = await settings(id);
  const guild = client.guilds.cache.get(id);
  const channel = logChannel && guild ? await channelOf(client, id, logChannel) : 'gone';
  if (typeof channel === 'string' || !guild) {
    return;
  }
  const { t } = await texts.ofGuild(id);
  const body: MessageCreateOptions = { content: words(guild, t), allowedMentions: quiet };
  await unlessFailed(channel.send({ ...body, nonce, enforceNonce: true }));
}

function lineWords(line: LogLine, guild: Guild, t: Translate): string {
  const { action, number, channel, creator } = line;
  const mention = (id: string) => (guild.roles.cache.has(id) ? roleMention(id) : person(id, t));
  const words =
    action === 'opened'
      ? t('log.opened', { user: person(creator, t), number: `\`${numberWords(number)}\`` })
      : deedWords(line, number, t, mention, reasonShown);
  const where = channel && action !== 'delete' && action !== 'lost' ? ` · ${channelMention(channel)}` : '';
  return `${signs[action] ?? '▫️'} ${words}${where}`;
}
