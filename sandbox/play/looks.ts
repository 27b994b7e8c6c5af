import { ChannelType } from 'discord-api-types/v10';
import type { Channel } from '../discord/state/types.ts';
import { meant } from './match.ts';
import type { Player } from './player.ts';
import type { Verb } from './verb.ts';

/** Who one is, where, and what is to be seen. */
export const looks = {
  as: {
    usage: 'as <person>',
    does: 'Plays somebody else.',
    run: (player, name) => {
      player.become(memberMeant(player, name));
      player.print(`You are ${whoIs(player)}, in ${player.placeName}.`);
    },
    offers: (player) => people(player).map(({ user }) => user.username),
  },
  in: {
    usage: 'in <#channel>',
    does: 'Goes to another channel and shows it; in @Guildhall are the direct messages with the bot.',
    run: (player, name) => {
      player.goTo(name.startsWith('@') ? name : channelMeant(player, name).id);
      player.showChannel();
    },
    offers: (player) => [...channels(player).map(({ name }) => `#${name}`), `@${player.bot.name}`],
  },
  look: {
    usage: 'look [#channel]',
    does: 'Shows the channel as the person sees it.',
    run: (player, name) => player.showChannel(name === '' ? player.place : channelMeant(player, name)),
    offers: (player) => channels(player).map(({ name }) => `#${name}`),
  },
  wait: {
    usage: 'wait <text>',
    does: 'Waits until a message says this, and shows the channel where it stands.',
    run: async (player, text) => {
      const { record } = await player.person.until(text.replace(/^"(.*)"$/, '$1'), { timeout: 10_000 });
      player.showChannel(record.channel);
    },
  },
  guild: {
    usage: 'guild [name]',
    does: 'Looks at another guild, or says which there are.',
    run: (player, name) => {
      const { guilds } = player.sandbox;
      if (name === '') {
        for (const each of guilds) {
          player.print(`  ${mark(player, each === player.guild)}${each.name}`);
        }
        return;
      }
      const guild = meant(name, guilds, { kind: 'guild', name: (each) => each.name });
      if (!guild.record.members.has(player.person.id)) {
        throw new Error(`${player.person.name} is not in ${guild.name}. Its owner is ${guild.owner.name}.`);
      }
      player.become(player.sandbox.memberOf(guild, player.person.user));
      player.print(`You are ${whoIs(player)}, in ${player.placeName} of ${guild.name}.`);
    },
    offers: ({ sandbox }) => sandbox.guilds.map(({ name }) => name),
  },
  channels: {
    usage: 'channels',
    does: 'The channels that the person sees.',
    run: (player) => {
      for (const channel of channels(player)) {
        const { size } = channel.messages;
        const count = size > 0 ? player.ink.dim(` ${size} message${size === 1 ? '' : 's'}`) : '';
        player.print(`  ${mark(player, channel === player.place)}#${channel.name}${count}`);
      }
    },
  },
  people: {
    usage: 'people',
    does: 'Who is in the guild, with their roles.',
    run: (player) => {
      const { ink, guild, bot } = player;
      for (const member of people(player)) {
        const roles = [...(member.user.id === guild.record.ownerId ? ['owner'] : []), ...member.roles];
        player.print(
          `  ${mark(player, member === player.person)}${member.name} ${ink.dim(roles.join(', ') || 'no role')}`,
        );
      }
      player.print(`    ${bot.name} ${ink.dim(bot.online ? 'the bot, online' : 'the bot, offline')}`);
    },
  },
  commands: {
    usage: 'commands',
    does: "What is in the person's command menu.",
    run: ({ person, place, print, ink }) => {
      const offered = person.commands(place);
      for (const line of offered) {
        print(`  ${line}`);
      }
      if (offered.length === 0) {
        print(ink.dim('The menu is empty.'));
      }
    },
  },
} satisfies Record<string, Verb>;

/** The members that can be played. */
function people({ guild, sandbox }: Player) {
  return [...guild.record.members.values()]
    .filter(({ user }) => !user.bot)
    .map(({ user }) => sandbox.memberOf(guild, user));
}

function memberMeant(player: Player, name: string) {
  const bare = name.replace(/^@/, '');
  return meant(bare, people(player), { kind: 'person', name: ({ user }) => user.username });
}

/** The text channels and threads that the person sees, from top to bottom. */
function channels({ person }: Player): Channel[] {
  return person
    .visibleChannels()
    .filter(({ guild, type }) => guild && ![ChannelType.GuildCategory, ChannelType.GuildVoice].includes(type))
    .sort((one, other) => one.position - other.position);
}

function channelMeant(player: Player, name: string): Channel {
  const bare = name.replace(/^#/, '');
  return meant(bare, channels(player), { kind: 'channel', name: (channel) => channel.name });
}

function whoIs({ person, guild, ink }: Player): string {
  const roles = [...(person.id === guild.record.ownerId ? ['owner'] : []), ...person.roles];
  return `${ink.bold(person.name)} (${roles.join(', ') || 'no role'})`;
}

function mark({ ink }: Player, here: boolean): string {
  return here ? ink.green('› ') : '  ';
}
