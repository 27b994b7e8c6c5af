import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { GatewayCloseCodes as Close, GatewayIntentBits as I } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { Guild, Member } from '../state/types.ts';
import type { Dispatch, World } from '../state/world.ts';
import { guildCreateObject } from '../wire/guild.ts';
import { userObject } from '../wire/user.ts';
import { Connection } from './connection.ts';
import { ALL_INTENTS, PRIVILEGED } from './intents.ts';
import { Session, withoutContent } from './session.ts';

/** How long a lost session can be resumed, in real milliseconds. */
const RESUME_WINDOW = 5 * 60 * 1000;

/** The sockets and sessions of all applications. */
export class Gateway {
  readonly heartbeatInterval: number;
  readonly connections = new Set<Connection>();
  readonly sessions = new Map<string, Session>();
  readonly #world: World;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  readonly #watch: NodeJS.Timeout;
  readonly #unlisten: () => void;

  constructor(world: World, options: { heartbeatInterval?: number } = {}) {
    this.#world = world;
    this.heartbeatInterval = options.heartbeatInterval ?? 41_250;
    this.#unlisten = world.onDispatch((dispatch) => this.#deliver(dispatch));
    this.#watch = setInterval(() => this.#sweep(), Math.min(5_000, this.heartbeatInterval));
    this.#watch.unref();
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://local');
      if (url.pathname.replace(/\/$/, '') !== '/gateway') return socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = new Connection(
          this,
          webSocket,
          url.searchParams.get('compress') === 'zlib-stream',
        );
        this.connections.add(connection);
        const version = url.searchParams.get('v');
        if (version !== null && version !== '10')
          connection.close(Close.InvalidAPIVersion, 'Invalid API version.');
      });
    });
  }

  stop(): void {
    clearInterval(this.#watch);
    this.#unlisten();
    for (const connection of this.connections) connection.drop();
    this.#sockets.close();
  }

  identify(connection: Connection, data: Record<string, unknown>): void {
    if (connection.session) return connection.close(Close.AlreadyAuthenticated, 'Already authenticated.');
    const application = [...this.#world.applications.values()].find(
      (app) => app.token === bareToken(data?.token),
    );
    if (!application) return connection.close(Close.AuthenticationFailed, 'Authentication failed.');
    const intents = data.intents;
    if (typeof intents !== 'number' || intents & ~ALL_INTENTS)
      return connection.close(Close.InvalidIntents, 'Invalid intent(s).');
    if (intents & PRIVILEGED & ~application.privilegedIntents)
      return connection.close(Close.DisallowedIntents, 'Disallowed intent(s).');
    const shard = (data.shard ?? [0, 1]) as [number, number];
    const session = new Session(randomBytes(16).toString('hex'), application, {
      intents,
      shard,
      largeThreshold: 50,
    });
    this.sessions.set(session.id, session);
    this.#bind(session, connection);
    void this.#ready(session, connection);
  }

  resume(connection: Connection, data: Record<string, unknown>): void {
    const session = this.sessions.get(String(data?.session_id));
    if (!session || session.application.token !== bareToken(data.token)) return connection.invalidate(false);
    const missed = session.since(Number(data.seq));
    if (!missed) return connection.invalidate(false);
    this.#bind(session, connection);
    for (const packet of missed) connection.send(packet);
    session.dispatch('RESUMED', '{"_trace":[]}');
  }

  /** The socket is gone; its session waits to be resumed unless the client said goodbye. */
  lost(connection: Connection, code: number): void {
    this.connections.delete(connection);
    const { session } = connection;
    if (!session || session.link !== connection) return;
    session.link = undefined;
    session.lostAt = Date.now();
    if (code === 1000 || code === 1001) this.sessions.delete(session.id);
  }

  #bind(session: Session, connection: Connection): void {
    session.link?.close(Close.SessionTimedOut, 'Session taken over.');
    session.link = connection;
    session.lostAt = undefined;
    connection.session = session;
  }

  async #ready(session: Session, connection: Connection): Promise<void> {
    const { application } = session;
    const guilds = [...this.#world.guilds.values()].filter((guild) => session.hasGuild(guild));
    session.dispatch(
      'READY',
      JSON.stringify({
        v: 10,
        user: { ...userObject(application.bot), verified: true, email: null, mfa_enabled: false },
        guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
        session_id: session.id,
        session_type: 'normal',
        resume_gateway_url: this.#world.gatewayUrl,
        shard: session.shard,
        application: { id: application.id, flags: 0 },
        private_channels: [],
        user_settings: {},
        relationships: [],
        presences: [],
        geo_ordered_rtc_regions: [],
        auth: {},
        _trace: [],
      }),
    );
    if (!(session.intents & I.Guilds)) return;
    for (const guild of guilds) {
      if (guild.unavailable) continue;
      const me = guild.members.get(application.bot.id);
      if (!me) continue;
      session.dispatch(
        'GUILD_CREATE',
        JSON.stringify(
          guildCreateObject(guild, me, this.#visibleMembers(session, guild, me), this.#world.clock),
        ),
      );
      while (session.link === connection && connection.buffered > 8 * 1024 * 1024)
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #visibleMembers(session: Session, guild: Guild, me: Member): Iterable<Member> {
    return session.intents & I.GuildPresences ? guild.members.values() : [me];
  }

  #deliver(dispatch: Dispatch): void {
    const now = this.#world.clock.now();
    let full: string | undefined;
    let bare: string | undefined;
    for (const session of this.sessions.values()) {
      if (!session.receives(dispatch, now)) continue;
      if (dispatch.message && !session.reads(dispatch.message)) {
        bare ??= JSON.stringify(withoutContent(dispatch.data()));
        session.dispatch(dispatch.event, bare);
      } else {
        full ??= JSON.stringify(dispatch.data());
        session.dispatch(dispatch.event, full);
      }
    }
  }

  /** Closes connections that stopped beating and forgets sessions that nobody resumed. */
  #sweep(): void {
    const now = Date.now();
    for (const connection of this.connections)
      if (connection.silentSince(now)) connection.close(Close.SessionTimedOut, 'Session timed out.');
    for (const session of this.sessions.values())
      if (session.lostAt !== undefined && now - session.lostAt > RESUME_WINDOW)
        this.sessions.delete(session.id);
  }
}

function bareToken(token: unknown): string {
  return String(token).replace(/^Bot /, '');
}
