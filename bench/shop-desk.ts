import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Bot, type Member, type Reply, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { modalData } from '../sandbox/discord/state/interaction-data.ts';
import { createInteraction } from '../sandbox/discord/state/interactions.ts';
import { Connection, type Dialect } from '../src/data/connection.ts';
import { emptyPostgres } from '../tools/empty-database.ts';
import { databaseOf, type StartedGuildhall, startGuildhall } from './guildhall.ts';
import { scratchFolder } from './scratch.ts';

/** How long the bot's menu, and an answer, may take, in ms. */
export const patience = { menu: 60_000, answer: 60_000 };
const plugins = fileURLToPath(new URL('../plugins', import.meta.url));

/** How an order was answered, in ms from the form on. */
export interface Answered {
  /** Until Discord was told that the bot heard of it: the three seconds of Discord. */
  first?: number;
  /** Until the person read something. */
  read?: number;
  readonly reply: () => string;
}

/** The bot with the shop switched on, on one kind of database, and the local Discord. */
export class ShopDesk {
  readonly guild: SandboxGuild;
  readonly dialect: Dialect;
  readonly #sandbox: Sandbox;
  readonly #bot: StartedGuildhall;
  readonly #database: Connection;
  readonly #drop: () => Promise<void>;

  private constructor(
    dialect: Dialect,
    sandbox: Sandbox,
    guild: SandboxGuild,
    bot: StartedGuildhall,
    database: Connection,
    drop: () => Promise<void>,
  ) {
    this.dialect = dialect;
    this.#sandbox = sandbox;
    this.guild = guild;
    this.#bot = bot;
    this.#database = database;
    this.#drop = drop;
  }

  /** @throws NoServer where there is no PostgreSQL. */
  static async open(dialect: Dialect): Promise<ShopDesk> {
    const folder = scratchFolder();
    const postgres = dialect === 'postgresql' ? await emptyPostgres() : undefined;
    const url = postgres?.url ?? `sqlite:${databaseOf(folder)}`;
    const sandbox = await Sandbox.start({ identifyInterval: 0 });
    const account: Bot = sandbox.createBot('Guildhall');
    const guild = sandbox.createGuild('Bench', { owner: 'ada', bot: account, channels: ['shop'] });
    cpSync(join(plugins, 'shop'), join(folder, 'plugins/shop'), { recursive: true });
    const bot = await startGuildhall({
      api: sandbox.apiUrl,
      token: account.token,
      folder,
      plugins: { names: ['shop'], folder: join(folder, 'plugins') },
      env: { DATABASE_URL: url, CLOCK_URL: `${sandbox.url}/control/clock` },
    });
    const { owner } = guild;
    await owner.until(() => owner.commands().includes('/shop'), { timeout: patience.menu });
    const screen = await owner.slash('/settings', { feature: 'shop' });
    await owner.click('guildhall:setting-edit:shop:reviewChannel', { on: screen });
    await owner.select('guildhall:setting-choose:shop:reviewChannel', 'shop', { on: screen });
    await owner.slash('/payment-method add', { kind: 'other' });
    await owner.submit({ name: 'Bank', instructions: 'Send it to account 42.' });
    const drop = async () => postgres?.drop();
    return new ShopDesk(dialect, sandbox, guild, bot, await Connection.open(url), drop);
  }

  /** Adds a product with so many items. */
  async sells(name: string, items: number): Promise<void> {
    const { owner } = this.guild;
    await owner.slash('/product add', { name, price: '9.99' });
    await owner.slash('/product stock', { product: name });
    await owner.submit({ items: Array.from({ length: items }, (_, index) => `${name}-${index}`).join('\n') });
  }

  /** Opens the form that orders a product, as somebody who wants one. */
  async asks(member: Member, product: string): Promise<Reply> {
    const shop = await member.slash('/shop', {}, { timeout: patience.answer });
    const shown = await member.select('Choose something', product, { on: shop, timeout: patience.answer });
    return member.click('Buy', { on: shown, timeout: patience.answer });
  }

  /** Sends the form that is open on somebody's screen. Nothing is polled: the answer calls back. */
  orders(member: Member): Promise<Answered> {
    const { world } = this.#sandbox;
    const modal = member.modal!.interaction;
    const actor = { world, application: modal.application, user: member.user, channel: modal.channel };
    const began = performance.now();
    const sent = createInteraction(world, { ...actor, ...modalData(actor, modal, {}) });
    const reply = () =>
      [...sent.channel.messages.values()]
        .filter(({ interaction }) => interaction?.id === sent.id)
        .map(({ content, embeds }) => `${content} ${JSON.stringify(embeds)}`)
        .join();
    const answered: Answered = { reply };
    // A form that was only acknowledged is answered by a message of its own, which calls nobody back.
    const followUp = async () => {
      while (reply() === '' && performance.now() - began < patience.answer) await sleep(20);
      return reply() !== '';
    };
    return new Promise((resolve) => {
      const read = () => {
        answered.read = performance.now() - began;
        clearTimeout(late);
        resolve(answered);
      };
      const late = setTimeout(() => resolve(answered), patience.answer);
      sent.onAnswer = () => {
        answered.first = performance.now() - began;
        const { kind } = sent.answer!;
        if (kind === 'deferred') sent.onFilled = read;
        else if (kind === 'deferred-update') void followUp().then((came) => came && read());
        else read();
      };
    });
  }

  /** The first column of the first row, past the bot. */
  async number(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    return Number(Object.values(row!)[0]);
  }

  rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.#database.run(sql) as Promise<Record<string, unknown>[]>;
  }

  async close(): Promise<void> {
    await this.#bot.worker.stop('SIGTERM');
    await this.#sandbox.stop();
    await this.#database.close();
    await this.#drop();
  }
}
