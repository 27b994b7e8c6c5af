import { type ComponentInteraction, channelOf, notify, quiet, Refusal } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import plugin from '../plugin.ts';
import { readersIn } from './reader.ts';

/** What the bot must be allowed where staff check payments. */
const needed = ['ViewChannel', 'SendMessages', 'EmbedLinks'] as const;

/** Whether everybody in a guild can read a channel. */
export async function isPublic(guild: string, id: string | null): Promise<boolean> {
  const channel = id ? await channelOf(plugin.host.client, guild, id) : 'gone';
  return (
    typeof channel !== 'string' &&
    (channel.permissionsFor(channel.guild.roles.everyone)?.has('ViewChannel') ?? false)
  );
}

/** Warns staff, where they are to check payments, that everybody reads it; the owner, where it takes nothing. */
export async function warnOfPublicDesk(guild: string): Promise<void> {
  const { reviewChannel } = await plugin.host.settings(guild);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (owner && (await isPublic(guild, reviewChannel))) {
    const { t } = await readersIn(guild);
    const message = {
      content: t('checks.public-channel', { channel: channelMention(reviewChannel!) }),
      allowedMentions: quiet,
    };
    const nonce = `public${reviewChannel}`.slice(0, 25);
    await notify(plugin.host, { guild, channels: [reviewChannel], user: owner, message, nonce });
  }
}

/** @throws Refusal `not-ready` while staff would not see what is paid; whoever can mend it reads how: `no-desk`. */
export async function needDesk({ guildId, member }: ComponentInteraction): Promise<void> {
  const { reviewChannel } = await plugin.host.settings(guildId);
  const channel = reviewChannel ? await channelOf(plugin.host.client, guildId, reviewChannel) : 'gone';
  if (typeof channel === 'string' || !channel.permissionsFor(plugin.host.client.user)?.has([...needed])) {
    throw new Refusal((await plugin.host.may(member, 'products')) ? 'no-desk' : 'not-ready');
  }
}
