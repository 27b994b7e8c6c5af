import { Refusal } from '@guildhall/sdk';
import type { Args } from '@sapphire/framework';
import type { Message } from 'discord.js';

/**
 * What was typed behind a command, as it was typed: Sapphire's arguments take quotes and line breaks away.
 * @throws Refusal `usage-<command>` when it is nothing.
 */
export function typedBehind(message: Message, { commandContext }: Args): string {
  const { commandPrefix, commandName } = commandContext;
  const text = message.content.slice(commandPrefix.length).trim().slice(commandName.length).trim();
  if (text === '') {
    throw usageOf(commandContext);
  }
  return text;
}

/** How a command is typed. */
export const usageOf = ({ commandPrefix, commandName }: Args['commandContext']) =>
  new Refusal(`usage-${commandName}`, { command: `${commandPrefix}${commandName}` });
