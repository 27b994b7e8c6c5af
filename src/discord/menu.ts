import type { Command } from '@sapphire/framework';
import {
  ApplicationCommandOptionType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Audience, Capabilities } from '../sdk/capability.ts';

type CommandBody = RESTPostAPIApplicationCommandsJSONBody;

/** What a menu needs of a generation. */
export interface MenuSource {
  readonly plugin: string;
  readonly definition: { readonly capabilities?: Capabilities };
  readonly commands: readonly CommandBody[];
  /** The capabilities (local names) of which somebody needs one to get anything out of a command. */
  readonly needs: ReadonlyMap<CommandBody, readonly string[]>;
}

/** What a guild's menu depends on beside the commands. */
export interface Viewers {
  /** The capabilities and whole plugins that somebody was given there. */
  readonly given: readonly string[];
  /** Whether some role there may manage the server, and no messages. */
  readonly managersWithoutMessages: boolean;
}

/** The capabilities that a command asks of everybody; none when there is something in it for everybody. */
export function needsOf({ options }: Command, body: CommandBody): readonly string[] {
  const { capability } = options;
  if (capability === undefined || typeof capability === 'string') {
    return capability === undefined ? [] : [capability];
  }
  const paths = pathsOf(body);
  const needed = paths.flatMap((path) => capability[path] ?? []);
  return needed.length === paths.length ? [...new Set(needed)] : [];
}

function pathsOf(body: CommandBody): string[] {
  const options = 'options' in body ? (body.options ?? []) : [];
  const paths = options.flatMap((option) => {
    if (option.type === ApplicationCommandOptionType.SubcommandGroup) {
      return (option.options ?? []).map(({ name }) => `${option.name} ${name}`);
    }
    return option.type === ApplicationCommandOptionType.Subcommand ? [option.name] : [];
  });
  return paths.length > 0 ? paths : [''];
}

/**
 * The commands of a generation, hidden from those who cannot use them as far as Discord can tell. Somebody who was given
 * a capability is known to nobody but the gate: where there is one, everybody is shown the command.
 */
export function menuOf({ plugin, definition, commands, needs }: MenuSource, viewers: Viewers): CommandBody[] {
  return commands.map((body) => {
    const declared = (needs.get(body) ?? []).flatMap((name) => {
      const audience = definition.capabilities?.[name]?.default;
      return audience === undefined ? [] : [{ name: `${plugin}.${name}`, audience }];
    });
    if (declared.length === 0) {
      return body;
    }
    const { given } = viewers;
    if (given.includes(plugin) || declared.some(({ name }) => given.includes(name))) {
      return { ...body, default_member_permissions: null };
    }
    const bits = permissionsFor(
      declared.map(({ audience }) => audience),
      viewers,
    );
    // What the command itself says counts.
    const asked = body.default_member_permissions ?? bits?.toString();
    return asked === undefined ? body : { ...body, default_member_permissions: asked };
  });
}

/** What Discord asks for before it shows something to the widest of some audiences; undefined asks for nothing. */
function permissionsFor(audiences: readonly Audience[], viewers: Viewers): bigint | undefined {
  if (audiences.includes('everyone')) {
    return undefined;
  }
  if (audiences.includes('staff')) {
    // Staff may manage messages or the server, and Discord knows no "or".
    return viewers.managersWithoutMessages ? undefined : PermissionFlagsBits.ManageMessages;
  }
  return PermissionFlagsBits.Administrator;
}
