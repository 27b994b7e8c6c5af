import { channelOf, person, quiet, type Translate, unlessFailed } from '@guildhall/sdk';
import { channelMention, type Guild, type MessageCreateOptions, roleMention } from 'discord.js';
import type { LogLine } from '../log-lines.ts';
import plugin from '../plugin.ts';
import { deedWords } from '../views/record.ts';
import { numberWords } from '../views/words.ts';

/** Characters of a reason: all of it, marks of Markdown escaped. */
const reasonShown = 600;

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
  const { client, settings, texts } = plugin.host;
  const { logChannel } = await settings(line.guild);
  const guild = client.guilds.cache.get(line.guild);
  const channel = logChannel && guild ? await channelOf(client, line.guild, logChannel) : 'gone';
  if (typeof channel === 'string' || !guild) {
    return;
  }
  const { t } = await texts.ofGuild(line.guild);
  const nonce = `${line.ticket}-${line.version}`.slice(0, 25);
  const body: MessageCreateOptions = { content: lineWords(line, guild, t), allowedMentions: quiet };
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
