import { z } from 'zod';
import type { Bot } from '../driver/bot.ts';
import type { SandboxGuild } from '../driver/guild.ts';
import type { Input, InputFile } from '../driver/input.ts';
import type { Member } from '../driver/member.ts';
import { UnknownName, userNamed } from '../driver/names.ts';
import type { Person, Place } from '../driver/person.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import type { ShownMessage } from '../driver/shown-message.ts';
import { ShownMessage as Shown } from '../driver/shown-message.ts';

export const name = z.string().min(1).max(100);
const guildName = name.optional();

/** Whom and where: members of most inputs. */
export const who = { guild: guildName, as: name };
export const inGuild = { guild: guildName };
export const where = { in: name.optional() };

/** A duration. */
export const milliseconds = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** Real milliseconds. */
export const timeout = z.number().min(1).max(120_000).optional();
/** The same in a query. */
export const timeoutText = z.coerce.number().min(1).max(120_000).optional();

export const file = z
  .strictObject({ name, text: z.string().optional(), base64: z.base64().optional(), type: name.optional() })
  .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), {
    error: 'either `text` or `base64`',
  });

/** A value of an option or a field: plain, or a file. People, roles and channels go by name or id. */
export const value = z.union([z.string(), z.number(), z.boolean(), file]);

/** A file of an input, as the driver takes it. */
export function fileOf({ name, text, base64, type }: z.output<typeof file>): InputFile {
  return {
    name,
    content: base64 === undefined ? (text ?? '') : Buffer.from(base64, 'base64'),
    ...(type !== undefined && { type }),
  };
}

/** A value of an input, as the driver takes it. */
export function inputOf(given: z.output<typeof value>): Input {
  return typeof given === 'object' ? fileOf(given) : given;
}

/** Values by name, as the driver takes them. */
export function inputsOf(
  given: Readonly<Record<string, z.output<typeof value>>> = {},
): Record<string, Input> {
  return Object.fromEntries(Object.entries(given).map(([key, each]) => [key, inputOf(each)]));
}

/** The guild of that name or id; without one the first that was made. @throws UnknownName */
export function guildOf(sandbox: Sandbox, given: string | undefined): SandboxGuild {
  if (given !== undefined) return sandbox.guild(given);
  const first = sandbox.guilds[0];
  if (!first) throw new UnknownName('guild', '(the first one)', []);
  return first;
}

/** Somebody who exists, in a guild. @throws UnknownName */
export function memberOf(sandbox: Sandbox, input: { guild?: string | undefined; as: string }): Member {
  const guild = guildOf(sandbox, input.guild);
  return sandbox.memberOf(guild, userNamed(sandbox.world, input.as));
}

/** Where: a channel by name or id, or `@Guildhall` for the direct messages with a bot. */
export function placeOf(sandbox: Sandbox, given: string): Place;
export function placeOf(sandbox: Sandbox, given: string | undefined): Place | undefined;
export function placeOf(sandbox: Sandbox, given: string | undefined): Place | undefined {
  return given?.startsWith('@') ? sandbox.bot(given.slice(1)) : given;
}

/** The bot of that name; without one the first that was made. @throws UnknownName */
export function botOf(sandbox: Sandbox, given: string | undefined): Bot {
  if (given !== undefined) return sandbox.bot(given);
  const first = sandbox.bots[0];
  if (!first) throw new UnknownName('bot', '(the first one)', []);
  return first;
}

/** Somebody a command of the menu is used on: a person, or a bot. @throws UnknownName */
export function targetOf(sandbox: Sandbox, given: string): Person | Bot {
  const user = userNamed(sandbox.world, given);
  return user.bot ? sandbox.bot(sandbox.world.applicationOfBot(user.id)!.id) : sandbox.person(user.id);
}

/** A message by its id, or the newest that the person sees with this text. @throws UnknownName */
export function messageOf(sandbox: Sandbox, person: Person, given: string): ShownMessage {
  const channels = person.visibleChannels();
  for (const channel of channels) {
    const byId = channel.messages.get(given);
    if (byId) return new Shown(sandbox.world, byId);
  }
  const found = channels
    .map((channel) => person.sees(channel).message(given))
    .filter((message) => message !== undefined)
    .sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1))[0];
  if (found) return found;
  throw new UnknownName('message', given, [], ` on ${person.name}'s screen`);
}

/** An input without the members that are undefined. */
export function present<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
