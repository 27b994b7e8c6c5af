import type { Member, SandboxGuild } from '@guildhall/sandbox';
import type { Stage } from '../../stage/stage.ts';

/** The files of a plugin as somebody else would write it: texts by path. */
export type Files = Readonly<Record<string, string | object>>;

export interface PluginPlan {
  /** What stands in `definePlugin({ ... })` beside the name and the data's duties. */
  readonly declares?: string;
  /** What stands before it. */
  readonly head?: string;
  /** The body of `setup(host)`. */
  readonly setup?: string;
}

/** `package.json` and `plugin.ts`. */
export function pluginFiles(name: string, { declares = '', head = '', setup = '' }: PluginPlan = {}): Files {
  return {
    'package.json': { name, version: '1.0.0', type: 'module', guildhall: { host: '^1' } },
    'plugin.ts': `import { definePlugin } from '@guildhall/sdk';
${head}
export default definePlugin({
  name: '${name}',
  data: { forgetGuild: async () => {}, forgetUser: async () => {}, exportUser: async () => ({}) },
  ${declares}
  setup: async (host) => {
    ${setup}
  },
});
`,
    'locales/en-US.json': {
      feature: { name: titled(name), help: 'Made for a test.' },
      commands: { it: 'Does it' },
    },
  };
}

/** A slash command that answers with `says`, an expression, and a button that carries `args`. */
export function commandFile(plugin: string, command: string, says: string, args = ''): Files {
  return {
    [`commands/${command}.ts`]: `import { Command } from '@sapphire/framework';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import plugin from '../plugin.ts';

export class AnyCommand extends Command {
  override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((it) => it.setName('${command}').setDescription('commands.it'));
  }

  override async chatInputRun(interaction: Command.ChatInputCommandInteraction<'cached'>): Promise<void> {
    const button = new ButtonBuilder()
      .setCustomId(plugin.customId('press'${args}))
      .setLabel('Press ${plugin}')
      .setStyle(ButtonStyle.Primary);
    const content = await (${says});
    await interaction.reply({ content, components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)] });
  }
}
`,
  };
}

/** Answers the button of {@link commandFile}. */
export function buttonFile(says: string): Files {
  return {
    'interaction-handlers/press.ts': `import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';

export class Press extends ComponentHandler {
  override async run(interaction: ComponentInteraction): Promise<void> {
    void plugin;
    await respond(interaction, { content: await (${says}), private: true });
  }
}
`,
  };
}

/** A plugin with a command of its own name and a button. */
export function simplePlugin(name: string, says = "'one'", plan: PluginPlan = {}): Files {
  return {
    ...pluginFiles(name, plan),
    ...commandFile(name, name, says),
    ...buttonFile(`'pressed ' + ${says}`),
  };
}

const titled = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** Waits until `/status` says of a plugin what is wanted. @returns its row. */
export async function until(
  stage: Stage,
  name: string,
  wanted: Partial<NonNullable<Awaited<ReturnType<Stage['bot']['plugin']>>>> | undefined,
  timeout = 30_000,
) {
  let last: unknown;
  return stage.sandbox.guilds[0]!.owner.until(
    async () => {
      const row = await stage.bot.plugin(name);
      last = row;
      const fits =
        wanted === undefined
          ? row === undefined
          : row && Object.entries(wanted).every(([key, value]) => row[key as 'name'] === value);
      return fits && (row ?? true);
    },
    { timeout },
  ).catch((error: Error) => {
    throw new Error(
      `${name} is never ${JSON.stringify(wanted)}, but ${JSON.stringify(last)}\n${stage.bot.describe()}`,
      { cause: error },
    );
  }) as Promise<NonNullable<Awaited<ReturnType<Stage['bot']['plugin']>>>>;
}

/** Counts requests to the routes of command menus from now on. @returns how to read the count. */
export function menuRequests(stage: Stage): () => number {
  const id = stage.sandbox.faults.add({
    kind: 'rest',
    route: '/applications/:application_id/guilds/:guild_id/commands',
    delay: 1,
  });
  return () => stage.sandbox.faults.list().find((fault) => fault.id === id)!.struck;
}

/** The bot's owner as a member who is offered `/plugins`, which Discord shows to administrators. */
export function ownerIn(stage: Stage, guild: SandboxGuild): Member {
  const host = guild.createRole('Host', { permissions: 'Administrator' });
  return guild.member(stage.owner, { roles: [host] });
}
