import { join } from 'node:path';
import { SapphireClient } from '@sapphire/framework';
import '@sapphire/plugin-subcommands/register';
import { type Bot, type GuildSettings, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { GatewayIntentBits, type Interaction } from 'discord.js';
import type { ComponentHandler } from '../../sdk/component-handler.ts';
import { parseCustomId } from '../../sdk/custom-id.ts';
import { type PluginHost, setUp } from '../../sdk/plugin.ts';
import { refusalOf } from '../../sdk/refusal.ts';
import { respond } from '../../sdk/respond.ts';
import { readLocales } from '../../texts/locale-files.ts';
import { hostName } from '../admin-host.ts';
import { adminPieces } from '../pieces.ts';
import guildhall from '../plugin.ts';
import { MadeUpHost } from './made-up-host.ts';

/** The host's own commands on the local Discord, with a made-up host behind them and no gate before them. */
export class AdminBot {
  readonly sandbox: Sandbox;
  readonly guild: SandboxGuild;
  readonly bot: Bot;
  readonly host: MadeUpHost;
  readonly #client: SapphireClient;

  private constructor(
    sandbox: Sandbox,
    guild: SandboxGuild,
    bot: Bot,
    host: MadeUpHost,
    client: SapphireClient,
  ) {
    this.sandbox = sandbox;
    this.guild = guild;
    this.bot = bot;
    this.host = host;
    this.#client = client;
  }

  /** @param plan what the guild is like, beside the usual. */
  static async start(plan: GuildSettings = {}): Promise<AdminBot> {
    const sandbox = await Sandbox.start({ rateLimits: false, identifyInterval: 0, answerIn: 15_000 });
    const bot = sandbox.createBot('Guildhall');
    const guild = sandbox.createGuild('Test', {
      owner: 'ada',
      bot,
      channels: ['general', 'board'],
      roles: [{ name: 'Administrators', permissions: 'Administrator' }, 'Staff', 'Helpers'],
      ...plan,
    });
    const host = new MadeUpHost(await readLocales(join(import.meta.dirname, '../locales')));
    await setUp(
      guildhall as never,
      {
        admin: host,
        texts: { in: host.textsOf(hostName) },
      } as unknown as PluginHost,
    );
    const client = new SapphireClient({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: sandbox.apiUrl },
      baseUserDirectory: null,
      loadMessageCommandListeners: false,
      logger: { level: 100 },
    } as never);
    for (const { store, name, piece } of adminPieces.filter((each) => each.store === 'commands')) {
      await client.stores.loadPiece({ store, name, piece: piece as never });
    }
    const refuse = async (error: unknown, { interaction }: { interaction: Interaction }) =>
      answerRefusal(error, interaction, host);
    client.on('chatInputCommandError', refuse as never);
    client.on('chatInputSubcommandError', refuse as never);
    client.on('interactionCreate', routeTo(handlers(), host));
    const registered = new Promise((resolve) =>
      client.once('applicationCommandRegistriesRegistered', resolve),
    );
    await client.login(bot.token);
    await registered;
    return new AdminBot(sandbox, guild, bot, host, client);
  }

  async stop(): Promise<void> {
    await this.#client.destroy();
    await this.sandbox.stop();
  }
}

function handlers(): Map<string, ComponentHandler> {
  const pieces = adminPieces.filter((each) => each.store === 'interaction-handlers');
  return new Map(
    pieces.map(({ name, piece }) => {
      const context = { root: '/', path: `/${name}.ts`, name, store: { name: 'interaction-handlers' } };
      const handler = new piece(context as never, {} as never) as ComponentHandler;
      return [handler.action, handler];
    }),
  );
}

function routeTo(routes: Map<string, ComponentHandler>, host: MadeUpHost) {
  return async (interaction: Interaction) => {
    if (!(interaction.isMessageComponent() || interaction.isModalSubmit()) || !interaction.inCachedGuild()) {
      return;
    }
    const address = parseCustomId(interaction.customId);
    try {
      await routes.get(address?.action ?? '')?.run(interaction, address?.args ?? []);
    } catch (error) {
      await answerRefusal(error, interaction, host);
    }
  };
}

async function answerRefusal(error: unknown, interaction: Interaction, host: MadeUpHost): Promise<void> {
  const refusal = refusalOf(error);
  if (!refusal || !interaction.isRepliable()) {
    console.error(error);
    return;
  }
  const content = host.textsOf(hostName)(interaction.locale)(`refusals.${refusal.code}`, refusal.values);
  await respond(interaction, { content, private: true });
}
