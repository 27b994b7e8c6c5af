import { type Bot, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import type { SapphireClient } from '@sapphire/framework';
import { Events } from 'discord.js';
import { Answers } from '../../gate/answers.ts';
import { createClient, login } from '../client.ts';

/** The client as the host makes it, on a local Discord, with no plugin. */
export class BareClient {
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly guild: SandboxGuild;
  readonly client: SapphireClient;
  /** What the client asked Discord for, as `GET /users/@me`. */
  readonly requests: string[] = [];
  readonly warnings: string[] = [];
  readonly answers: Answers;

  private constructor(sandbox: Sandbox, bot: Bot, guild: SandboxGuild, client: SapphireClient) {
    this.sandbox = sandbox;
    this.bot = bot;
    this.guild = guild;
    this.client = client;
    client.rest.on('response', ({ method, path }) => this.requests.push(`${method} ${path}`));
    const warn = (message: string) => void this.warnings.push(message);
    this.answers = new Answers({
      texts: () => (key) => key,
      featureName: (plugin) => plugin,
      capabilities: { wayTo: async () => ({ by: 'owner' }) },
      languageOf: async () => 'en-US',
      logger: { debug: () => {}, info: () => {}, warn, error: warn },
      clock: { now: () => new Date() },
      forms: { opened: () => {}, refused: async () => undefined },
    });
  }

  /** @param prepare puts pieces into the stores before the client logs in. */
  static async start(prepare: (one: BareClient) => void = () => {}): Promise<BareClient> {
    const sandbox = await Sandbox.start({ identifyInterval: 0, rateLimits: false, answerIn: 15_000 });
    const bot = sandbox.createBot('Bare');
    const guild = sandbox.createGuild('Test', { owner: 'ada', bot });
    const client = await createClient({
      api: sandbox.apiUrl,
      intents: ['Guilds', 'GuildMessages', 'MessageContent'],
      logger: {
        has: () => false,
        write() {},
        trace() {},
        debug() {},
        info() {},
        warn() {},
        error() {},
        fatal() {},
      },
      prefixOf: async () => '?',
    });
    const one = new BareClient(sandbox, bot, guild, client);
    prepare(one);
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await login(client, bot.token);
    await ready;
    return one;
  }

  async stop(): Promise<void> {
    await this.client.destroy();
    await this.sandbox.stop();
  }
}
