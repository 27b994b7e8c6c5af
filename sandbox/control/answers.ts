import type { Bot } from '../driver/bot.ts';
import type { SandboxGuild } from '../driver/guild.ts';
import type { Reply } from '../driver/reply.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import type { Screen } from '../driver/screen.ts';
import type { ShownMessage } from '../driver/shown-message.ts';
import type { LocalRoblox } from '../roblox/server.ts';
import type { RobloxAccount } from '../roblox/state/account.ts';
import type { RobloxGroup } from '../roblox/state/group.ts';

/** What the control API tells of a message. */
export function messageAnswer(message: ShownMessage) {
  return {
    id: message.id,
    channel: message.record.channel.name,
    channelId: message.record.channel.id,
    author: message.author,
    text: message.text,
    content: message.content,
    embeds: message.embeds,
    buttons: message.allButtons,
    selects: message.allSelects,
    attachments: message.attachments,
    reactions: message.reactions,
    ephemeral: message.ephemeral,
    edited: message.edited,
    pinned: message.pinned,
  };
}

/** What came of a command, a click, a choice or a modal. */
export function replyAnswer(reply: Reply) {
  const { modal } = reply;
  return {
    failed: reply.failed ?? null,
    text: reply.text,
    ephemeral: reply.ephemeral,
    messages: reply.messages.map(messageAnswer),
    modal: modal ? { title: modal.title, customId: modal.customId, fields: modal.fields } : null,
    choices: reply.choices,
  };
}

/** What somebody sees of a channel. */
export function screenAnswer(screen: Screen) {
  return { visible: screen.visible, text: screen.text, messages: screen.messages.map(messageAnswer) };
}

/** A bot, with what a program logs in with. */
export function botAnswer(bot: Bot) {
  return {
    id: bot.id,
    name: bot.name,
    applicationId: bot.application.id,
    token: bot.token,
    online: bot.online,
  };
}

/** A guild and the names of its channels. */
export function guildAnswer(guild: SandboxGuild) {
  return { id: guild.id, name: guild.name, owner: guild.owner.user.username, channels: guild.channels };
}

/** Everything that there is, without messages: names, ids, who is where. */
export function stateAnswer(sandbox: Sandbox) {
  const { world } = sandbox;
  return {
    now: world.clock.now(),
    bots: sandbox.bots.map(botAnswer),
    people: [...world.users.values()]
      .filter((user) => !user.bot)
      .map(({ id, username, dmsOpen }) => ({ id, username, dmsOpen })),
    guilds: sandbox.guilds.map(({ record }) => ({
      id: record.id,
      name: record.name,
      ownerId: record.ownerId,
      available: !record.unavailable,
      roles: [...record.roles.values()].map(({ id, name, position, permissions }) => ({
        id,
        name,
        position,
        permissions: permissions.toString(),
      })),
      channels: [...record.channels.values()].map(({ id, name, type, parentId, topic, messages }) => ({
        id,
        name,
        type,
        parentId,
        topic,
        messages: messages.size,
      })),
      members: [...record.members.values()].map(({ user, nick, roles }) => ({
        id: user.id,
        username: user.username,
        nick,
        roles,
      })),
      bans: [...record.bans.keys()],
    })),
    directMessages: [...world.directChannels.values()].map(({ id, recipients, messages }) => ({
      id,
      with: recipients.map(({ username }) => username),
      messages: messages.size,
    })),
    commands: sandbox.bots.flatMap(({ application }) =>
      [...application.commands].flatMap(([guildId, commands]) =>
        [...commands.values()].map(({ id, name, type }) => ({ id, name, type, guildId: guildId || null })),
      ),
    ),
  };
}

/** A Roblox account, as everybody sees it at the moment. */
export function robloxAccountAnswer(account: RobloxAccount) {
  const { id, name, displayName, formerNames, created, description, banned } = account;
  return { id, name, displayName, formerNames, created: created.toISOString(), description, banned };
}

/** A Roblox group with its roles, and the members with theirs. */
export function robloxGroupAnswer({ id, name, owner, roles, members }: RobloxGroup) {
  return {
    id,
    name,
    owner: owner?.name ?? null,
    roles: roles.map(({ id, name, rank }) => ({ id, name, rank })),
    members: members.map(({ account, roles }) => ({
      account: account.name,
      roles: roles.map((role) => role.name),
    })),
  };
}

/** All that is in the local Roblox. */
export function robloxAnswer({ url, accounts, groups }: LocalRoblox) {
  return { url, accounts: accounts.map(robloxAccountAnswer), groups: groups.map(robloxGroupAnswer) };
}
