import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes as Close, GatewayIntentBits as I } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { resetToken } from '../state/accounts.ts';
import type { Dispatch } from '../state/dispatch.ts';
import { unavailableGuild } from '../state/outage.ts';
import { type Presence, setPresence } from '../state/presence.ts';
import type { World } from '../state/world.ts';
import { reaches } from './audience.ts';
import { Connection, DEFAULT_HEARTBEAT_INTERVAL } from './connection.ts';
import { EventText } from './event-text.ts';
import { isInteger, type JsonObject } from './frame.ts';
import { guildCreateText } from './guild-create.ts';
import { applicationOf, readIdentify } from './identify.ts';
import { type MembersRequest, sendMembers } from './member-chunks.ts';
import { readyText } from './ready.ts';
import { Session } from './session.ts';
import { Sessions } from './sessions.ts';
import { STREAMS, type StreamName } from './transport.ts';

/** Versions that a client may ask for; one that asks for none gets the newest. */
const VERSIONS = ['9', '10'];

/** The sockets and sessions of all applications. */
export class Gateway {
  readonly heartbeatInterval: number;
  readonly world: World;
  readonly connections = new Set<Connection>();
  readonly sessions: Sessions;
  /** Whether heartbeats go unanswered, so that clients take the connection for dead. */
  ignoresHeartbeats = false;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 });
  readonly #watch: NodeJS.Timeout;
  readonly #unlisten: () => void;
  readonly #delayed = new Set<NodeJS.Timeout>();
  #refuses = false;

  constructor(world: World, options: { heartbeatInterval?: number } = {}) {
    this.world = world;
    this.sessions = new Sessions(world);
    this.heartbeatInterval = options.heartbeatInterval ?? DEFAULT_HEARTBEAT_INTERVAL;
    this.#unlisten = world.onDispatch((dispatch) => this.#deliver(dispatch));
    this.#watch = setInterval(() => this.#sweep(), Math.min(5_000, this.heartbeatInterval));
    this.#watch.unref();
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const url = URL.parse(request.url ?? '/', 'http://local');
      if (url?.pathname.replace(/\/$/, '') !== '/gateway') return refuse(socket, '404 Not Found');
      if (this.#refuses) return refuse(socket, '503 Service Unavailable');
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
        this.#connected(webSocket, socket, url.searchParams),
      );
    });
  }

  stop(): void {
    clearInterval(this.#watch);
    for (const timer of this.#delayed) clearTimeout(timer);
    this.#unlisten();
    for (const connection of this.connections) connection.drop();
    this.#sockets.close();
  }

  /** Closes the connections of an application, or of all, with a close code. Their sessions can be resumed. */
  closeAll(applicationId: string | undefined, code: number, reason?: string): void {
    for (const connection of this.#connectionsOf(applicationId)) connection.close(code, reason);
  }

  /** Cuts the connections without a close frame. */
  dropAll(applicationId?: string): void {
    for (const connection of this.#connectionsOf(applicationId)) connection.drop();
  }

  /** Asks clients to reconnect and resume, by op 7. */
  reconnectAll(applicationId?: string): void {
    for (const connection of this.#connectionsOf(applicationId)) connection.reconnect();
  }

  /** Asks clients for a heartbeat, by op 1. */
  requestHeartbeats(applicationId?: string): void {
    for (const connection of this.#connectionsOf(applicationId)) connection.requestHeartbeat();
  }

  /** Declares sessions invalid, by op 9. @param resumable whether clients may resume them all the same. */
  invalidateAll(resumable: boolean, applicationId?: string): void {
    for (const connection of this.#connectionsOf(applicationId)) {
      connection.invalidate(resumable);
      if (!resumable && connection.session) this.sessions.remove(connection.session);
    }
  }

  /** Lets heartbeats go unanswered, or answers them again. */
  ignoreHeartbeats(ignored: boolean): void {
    this.ignoresHeartbeats = ignored;
  }

  /** Turns new connections away with HTTP 503, or takes them again. */
  refuseConnections(refused: boolean): void {
    this.#refuses = refused;
  }

  /** Op 2. @returns the code to close with when it is refused. */
  identify(connection: Connection, d: JsonObject): number | undefined {
    const { world } = this;
    if (connection.session) return Close.AlreadyAuthenticated;
    const application = applicationOf(world, d.token);
    if (!application) return Close.AuthenticationFailed;
    if (!world.sessionStarts.count(application)) {
      resetToken(application);
      this.closeAll(application.id, Close.AuthenticationFailed);
      for (const session of [...this.sessions.of(application)]) this.sessions.remove(session);
      return Close.AuthenticationFailed;
    }
    const login = readIdentify(world, application, d, connection.version);
    if (typeof login === 'number') return login;
    if (!world.sessionStarts.takeTurn(application, login.options.shard?.[0] ?? 0)) {
      connection.invalidate(false);
      return undefined;
    }
    const session = new Session(randomBytes(16).toString('hex'), login.options);
    setPresence(world, application.bot, login.presence ?? { status: 'online', activities: [] });
    this.sessions.add(session);
    this.#bind(session, connection);
    this.#greet(session);
    return undefined;
  }

  /** Op 6. @returns the code to close with when it is refused. */
  resume(connection: Connection, d: JsonObject): number | undefined {
    if (connection.session) return Close.AlreadyAuthenticated;
    if (typeof d.session_id !== 'string' || !isInteger(d.seq) || d.seq < 0) return Close.DecodeError;
    const application = applicationOf(this.world, d.token);
    if (!application) return Close.AuthenticationFailed;
    const session = this.sessions.get(d.session_id);
    if (session?.application !== application) {
      connection.invalidate(false);
      return undefined;
    }
    if (d.seq > session.seq) return Close.InvalidSeq;
    const missed = session.since(d.seq);
    if (!missed) {
      this.sessions.remove(session);
      connection.invalidate(false);
      return undefined;
    }
    this.#bind(session, connection);
    for (const packet of missed) connection.send(packet);
    session.dispatch('RESUMED', '{"_trace":[]}');
    void this.#announceGuilds(session);
    return undefined;
  }

  /** Op 8. */
  requestMembers(session: Session, request: MembersRequest): undefined {
    sendMembers(this.world, session, request, (event, data) =>
      this.#send(session, event, JSON.stringify(data)),
    );
  }

  /** Op 3. */
  updatePresence(session: Session, presence: Presence): undefined {
    setPresence(this.world, session.application.bot, presence);
  }

  /** The socket is gone; its session waits to be resumed unless the client said goodbye. */
  lost(connection: Connection, goodbye: boolean): void {
    this.connections.delete(connection);
    const { session } = connection;
    if (!session || session.link !== connection) return;
    session.link = undefined;
    session.lostAt = this.world.clock.now();
    if (goodbye) this.sessions.remove(session);
  }

  #connected(webSocket: WebSocket, transport: Duplex, asked: URLSearchParams): void {
    const version = asked.get('v') ?? '10';
    const encoding = asked.get('encoding') ?? 'json';
    const compress = asked.get('compress') ?? undefined;
    const known = compress === undefined || STREAMS.includes(compress as StreamName);
    const connection = new Connection(this, webSocket, transport, {
      version: Number(version),
      compress: known ? (compress as StreamName | undefined) : undefined,
    });
    this.connections.add(connection);
    if (!VERSIONS.includes(version)) connection.close(Close.InvalidAPIVersion);
    else if (encoding !== 'json')
      connection.close(Close.DecodeError, 'The local Discord speaks no encoding but json.');
    else if (!known)
      connection.close(Close.DecodeError, `The local Discord compresses with ${STREAMS.join(' or ')} only.`);
  }

  *#connectionsOf(applicationId: string | undefined): Generator<Connection> {
    for (const connection of [...this.connections])
      if (applicationId === undefined || connection.session?.application.id === applicationId)
        yield connection;
  }

  #bind(session: Session, connection: Connection): void {
    session.link?.close(Close.SessionTimedOut, 'Session resumed elsewhere.');
    session.link = connection;
    session.lostAt = undefined;
    connection.session = session;
  }

  #greet(session: Session): void {
    const guilds = [...this.world.guilds.values()].filter((guild) => session.hasGuild(guild));
    session.dispatch('READY', readyText(this.world, session, guilds));
    if (!session.has(I.Guilds)) return;
    for (const guild of guilds) session.pending.add(guild);
    void this.#announceGuilds(session);
  }

  /** Sends the `GUILD_CREATE`s that are left of a login, at the pace of the client; a lost one gets the rest later. */
  async #announceGuilds(session: Session): Promise<void> {
    const { link } = session;
    for (const guild of session.pending) {
      await link?.drained();
      if (!link || session.link !== link) return;
      if (!session.pending.delete(guild)) continue;
      if (guild.unavailable) {
        this.#send(session, 'GUILD_DELETE', JSON.stringify(unavailableGuild(guild)));
        continue;
      }
      const text = guildCreateText(this.world, session, guild);
      if (text !== undefined) this.#send(session, 'GUILD_CREATE', text);
    }
  }

  #deliver(dispatch: Dispatch): void {
    const { application, guild, event } = dispatch;
    const now = this.world.clock.now();
    const text = new EventText(this.world, dispatch);
    for (const session of this.sessions.of(application)) {
      if (!reaches(session, dispatch, now)) continue;
      if (guild && (event === 'GUILD_CREATE' || event === 'GUILD_DELETE')) session.pending.delete(guild);
      const data = text.for(session);
      if (data !== undefined) this.#send(session, event, data);
    }
  }

  /** Sends an event unless a fault gets in its way. A lost one has no number, so that a resume does not bring it. */
  #send(session: Session, event: string, data: string): void {
    const fault = this.world.faults.forEvent(event);
    if (fault?.action === 'lose') return;
    if (fault?.action === 'delay') {
      const timer = setTimeout(() => {
        this.#delayed.delete(timer);
        if (this.sessions.has(session)) session.dispatch(event, data);
      }, fault.delay ?? 0);
      this.#delayed.add(timer);
      return;
    }
    session.dispatch(event, data);
    if (fault?.action === 'duplicate') session.dispatch(event, data);
  }

  /** Closes connections that stopped beating and forgets sessions that nobody resumed. */
  #sweep(): void {
    const now = Date.now();
    for (const connection of this.connections)
      if (connection.silentSince(now)) connection.close(Close.SessionTimedOut);
    this.sessions.removeLost();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
