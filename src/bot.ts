import { join, resolve } from 'node:path';
import { IntentsBitField } from 'discord.js';
import { hostName } from './admin/admin-host.ts';
import { adminPieces } from './admin/pieces.ts';
import guildhall from './admin/plugin.ts';
import { capabilityBook } from './assembly/capability-book.ts';
import { detailsOf } from './assembly/details.ts';
import { openDiscord } from './assembly/discord.ts';
import { openGate } from './assembly/gate.ts';
import { openGround } from './assembly/ground.ts';
import { followGuilds } from './assembly/guild-events.ts';
import { openGuilds } from './assembly/guild-rooms.ts';
import { openPlugins } from './assembly/hosting.ts';
import { openMenus } from './assembly/menus.ts';
import { openRoutes } from './assembly/routes.ts';
import { type ShutdownStep, shutDown } from './assembly/shutdown.ts';
import { readiness, status } from './assembly/status.ts';
import { openWork, type Work } from './assembly/work.ts';
import { vaults } from './data/vault.ts';
import { login } from './discord/client.ts';
import { routeComponents } from './discord/component-routes.ts';
import type { CommandPublisher } from './discord/publisher.ts';
import type { Environment } from './env/environment.ts';
import { createAdminHost } from './guilds/admin-host.ts';
import { auditTrail } from './guilds/audit-log.ts';
import { sharedTables } from './guilds/host-entities.ts';
import { hostTasks } from './guilds/host-tasks.ts';
import { LogChannels } from './guilds/log-channels.ts';
import { keptDecisions } from './guilds/plugin-control.ts';
import { schemas } from './guilds/serving.ts';
import { eventsOf } from './host/event-board.ts';
import type { HostParts } from './host/host-parts.ts';
import { ownGeneration } from './host/own-generation.ts';
import type { Plugins } from './host/plugins.ts';
import { ServiceRegistry } from './host/services.ts';
import { SettingsNews } from './host/settings-news.ts';
import { watchPlugins } from './host/watch.ts';
import { startHttp } from './http/http-server.ts';
import { JobDesk } from './jobs/job-desk.ts';
import type { PermissionService } from './sdk/services.ts';

export interface Bot {
  /** Where the HTTP pages are. */
  readonly url: string;
  /** Finishes what runs, closes everything. */
  stop(reason: string): Promise<void>;
}

/** How long a shutdown waits for what runs, in ms. */
const drainLimit = 4_000;

/**
 * Starts the bot: database, HTTP pages, plugins, Discord and jobs, in this order.
 * @param fatal is told of an error after which the process must end.
 * @throws when it cannot run at all.
 */
export async function startBot(env: Environment, fatal: (error: unknown) => void): Promise<Bot> {
  // Parts that know each other: these are asked only when everything is there.
  const late: { plugins?: Plugins; work?: Work; menus?: CommandPublisher } = {};
  const plugins = () => late.plugins!;
  const recordOf = (plugin: string) => late.plugins?.get(plugin);
  const schemaOf = schemas(recordOf);
  const committed = () => late.work?.runner.wake();

  const ground = await openGround(env, { schemaOf, committed });
  const { clock, config, connection, database, logger, metrics, texts } = ground;
  const details = detailsOf(ground);
  const vaultOf = vaults(env.dataKeys);
  const guilds = openGuilds(ground, { plugins, schemaOf, env, vault: vaultOf(hostName) });
  const { switches, settings } = guilds;

  const services = new ServiceRegistry();
  const permissions = () => services.get('permissions') as PermissionService | undefined;
  const opened = openGate(ground, { env, guilds, details, plugins: () => late.plugins, permissions });
  const { gate, answers, capabilities } = opened;
  const { application, client, intents, silence } = await openDiscord(ground, {
    env,
    gate: opened,
    settings,
    details,
  });
  const news = new SettingsNews({ gate, generations: () => plugins().generations() });
  settings.onChange(({ guild, plugin }) => {
    const guilds = guild === undefined ? client.guilds.cache.keys() : [guild];
    void news.tell(guilds, plugin === hostName ? undefined : plugin);
  });

  const parts: HostParts = {
    connection,
    client,
    gate,
    switches,
    capabilities,
    capabilityBook: capabilityBook({
      checks: capabilities,
      generations: () => [own, ...plugins().generations()],
      changed: (guild) => late.menus?.changed([guild]),
    }),
    services,
    texts,
    clock,
    roblox: env.roblox,
    rateSource: env.rateSource,
    vaultOf,
    draftsOf: (plugin) => guilds.drafts.of(plugin),
    dataFolder: env.dataDir,
    logFolder: resolve(env.logDir),
    publicUrl: env.publicUrl,
    loggerOf: ground.loggerOf,
    jobsOf: guilds.jobsOf,
    eventsOf: (plugin) =>
      eventsOf(plugin, {
        records: () => plugins().records(),
        jobsOf: guilds.jobsOf,
        isOnIn: (em, feature, guild) => switches.isOnIn(em, feature, guild),
      }),
    auditOf: guilds.auditOf,
    trailOf: auditTrail,
    settingsOf: (plugin, guild) => settings.values(plugin, guild),
    readingOf: (guild) => settings.readingOf(guild),
    sharedTables,
    committed,
  };
  const desk = new JobDesk({ em: () => database.read(), clock, wake: committed });
  const admin = createAdminHost({
    database,
    files: config,
    switches,
    settings,
    drafts: guilds.drafts,
    forms: opened.forms,
    privacy: guilds.privacy,
    plugins,
    audit: guilds.auditOf(hostName),
    logger,
    scrub: (text) => ground.secrets.scrub(text),
    texts: texts.host,
    owners: env.ownerIds,
    intents,
    jobs: desk,
    menu: (guild) => late.menus?.problem(guild),
    onSwitched: (guild, plugin, on) => {
      late.menus?.changed([guild]);
      if (on) {
        void late.work?.runner.resume(plugin, guild);
        void news.tell([guild], plugin);
      }
    },
  });
  const own = await ownGeneration(guildhall as never, {
    folder: join(import.meta.dirname, 'admin'),
    pieces: adminPieces,
    texts: texts.host,
    database,
    parts,
    extend: (host) => ({ ...host, admin }) as never,
  });
  late.plugins = openPlugins(ground, env, {
    parts,
    own,
    onChange: () => {
      settings.forget();
      config.recheck();
      late.menus?.changed(client.guilds.cache.keys());
      late.work?.changed();
    },
    fatal,
  });
  metrics.countJobs({
    counts: () =>
      desk.counts([
        hostName,
        ...plugins()
          .records()
          .map(({ name }) => name),
      ]),
    delay: () => desk.delay(),
  });
  routeComponents(
    client.stores.get('interaction-handlers'),
    {
      find: (plugin, action) => plugins().component(plugin, action),
      knows: (plugin) => plugin === hostName || recordOf(plugin) !== undefined,
      unanswered: (plugin, action) => {
        if (plugins().serving(plugin)) {
          logger.warn(
            `${plugin} has no interaction-handlers/${action}.ts, and somebody used what it would answer`,
          );
        }
      },
    },
    answers,
  );
  const menus = openMenus(ground, {
    client,
    application: application.id,
    own,
    plugins: plugins(),
    switches,
    permissions,
  });
  late.menus = menus;
  const logChannels = new LogChannels({
    database,
    settings,
    texts: { host: texts.host, of: (plugin: string) => plugins().serving(plugin)?.texts },
    send: (channel, body) => client.rest.post(`/channels/${channel}/messages`, { body }),
    logger,
  });
  const work = openWork(ground, {
    client,
    gate,
    plugins: plugins(),
    own: hostTasks({ logChannels, ...guilds }),
  });
  late.work = work;

  let migrated = false;
  const http = await startHttp({
    host: env.host,
    port: env.port,
    secrets: ground.secrets,
    metrics,
    logger: ground.log.logger,
    callRoute: openRoutes(gate, plugins),
    readiness: () => readiness(ground, { client, migrated }),
    status: () => status(ground, { client, plugins: plugins(), switches, desk }),
  });
  const begun = Date.now();
  await plugins().start(await keptDecisions(database));
  migrated = true;
  config.announce();
  if (plugins().records().length === 0) {
    logger.warn(
      `there is no plugin in ${env.pluginDirs.join(', ')} (PLUGIN_DIRS): nobody can use anything yet`,
    );
  }
  const stopWatching = watchPlugins(env.pluginDirs, (folder) => void plugins().changed(folder), begun);

  const wanted = plugins()
    .records()
    .flatMap(({ definition }) => definition?.intents ?? [])
    .filter((intent) => application.allows(intent));
  client.options.intents = new IntentsBitField(client.options.intents).add(wanted);
  followGuilds(client, { menus, retention: guilds.retention, logger });
  config.onChange(({ guilds: changed, defaults }) => {
    menus.changed(defaults ? client.guilds.cache.keys() : changed);
    // A file may have switched on a feature whose jobs wait.
    work.changed();
  });
  await login(client, env.discordToken);
  work.runner.start();
  work.changed();

  logger.info(`ready: ${http.url}`);

  return {
    url: http.url,
    stop: async (reason) => {
      logger.info(`stopping: ${reason}`);
      menus.stop();
      silence();
      const gateway = client.ws as unknown as { destroy(): Promise<void> };
      const drained = () => Promise.all([work.runner.stop(drainLimit), plugins().stop(drainLimit)]);
      const steps: readonly ShutdownStep[] = [
        { what: 'the watch on the plugin folders', limit: 500, run: stopWatching },
        // No new events; what runs may still answer through REST.
        { what: 'the gateway', limit: 500, run: () => gateway.destroy() },
        { what: 'what runs', limit: drainLimit + 500, run: drained },
        { what: 'the client', limit: 500, run: () => client.destroy() },
        { what: 'the HTTP pages', limit: 500, run: () => http.close() },
        ...ground.closing,
      ];
      await shutDown(steps, logger);
    },
  };
}
