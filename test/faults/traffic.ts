import type { FaultRequest, RestFault, Sandbox } from '@guildhall/sandbox';
import { type FaultKind, faultFor } from './fault-kinds.ts';
import type { Lane } from './lane.ts';

/** One request of the bot about a lane. */
export interface Call {
  readonly method: NonNullable<RestFault['method']>;
  readonly route: string;
  /** The channel that it is about, where that was there before the lane began; a direct message; else nothing. */
  readonly place: string;
  /** Which of this method, route and place it is since the lane began, from 0. */
  readonly turn: number;
}

export const callText = ({ method, route, place, turn }: Call) =>
  `${method} ${route}${place && ` in ${place}`}${turn > 0 ? ` (number ${turn + 1})` : ''}`;

export const sameCall = (one: Call, other: Call) => callText(one) === callText(other);

/** Something in Discord that a request is about and that can go away. */
export type Target = 'message' | 'channel';

/** A call that was heard, with what could go away before it arrives. */
export interface HeardCall extends Call {
  readonly targets: readonly Target[];
}

/** Hears all requests of the bot, and lets things go wrong with those of one lane. */
export class Traffic {
  #last = 0;
  #hangsUntil = 0;
  #current: { readonly guild: string | undefined; readonly call: HeardCall } | undefined;
  readonly #sandbox: Sandbox;
  readonly #patience: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #heard = new Map<string, HeardCall[]>();

  /** @param patience how long the bot waits for an answer, in ms. */
  constructor(sandbox: Sandbox, patience: number) {
    this.#sandbox = sandbox;
    this.#patience = patience;
    // The first fault that is set is the first that is asked, and this one never strikes: the others know the call by it.
    sandbox.faults.add({ kind: 'rest', route: '*', delay: 1, only: (request) => this.#hear(request) });
  }

  /** When the last request came, in ms of `performance.now()`. */
  get last(): number {
    return this.#last;
  }

  /** When the bot gives up the last of what hangs, in ms of `performance.now()`. */
  get hangsUntil(): number {
    return this.#hangsUntil;
  }

  /** Counts the calls about a lane from here on. */
  begin(lane: Lane): void {
    this.#lanes.set(lane.guild.id, lane);
    this.#heard.set(lane.guild.id, []);
  }

  /** The calls about a lane since it began, in their order. */
  of({ guild }: Lane): readonly HeardCall[] {
    return this.#heard.get(guild.id) ?? [];
  }

  /** Lets something go wrong, once, with one call about a lane. @returns what takes that back. */
  spoil(lane: Lane, call: Call, kind: FaultKind, onStrike: () => void): () => void {
    const { faults } = this.#sandbox;
    let struck = false;
    const { gone, ...fault } = faultFor(call.route, kind);
    const id = faults.add({
      kind: 'rest',
      route: '*',
      ...fault,
      only: ({ params }) => {
        if (struck || this.#current?.guild !== lane.guild.id || !sameCall(this.#current.call, call)) {
          return false;
        }
        struck = true;
        onStrike();
        if (gone) {
          this.#remove(lane, gone, params);
          return false;
        }
        this.#hangsUntil = Math.max(
          this.#hangsUntil,
          performance.now() + Math.min(fault.delay, this.#patience),
        );
        return true;
      },
    });
    return () => void faults.remove(id);
  }

  #hear(request: FaultRequest): false {
    this.#last = performance.now();
    const { method, route } = request;
    const guild = this.#guildOf(request);
    const heard = this.#heard.get(guild ?? '');
    const lane = this.#lanes.get(guild ?? '');
    const place = lane ? this.#placeOf(lane, request) : '';
    const turn =
      heard?.filter((call) => call.method === method && call.route === route && call.place === place)
        .length ?? 0;
    const targets = lane ? this.#targets(lane, request) : [];
    const call: HeardCall = { method: method as Call['method'], route, place, turn, targets };
    heard?.push(call);
    this.#current = { guild, call };
    return false;
  }

  /** The server that a request is about: of a channel in it, of an interaction of somebody there, or of whom it is written to. */
  #guildOf({ params }: FaultRequest): string | undefined {
    const { world } = this.#sandbox;
    const { guild_id: guild, channel_id: channel, interaction_id: id, webhook_token: token } = params;
    const interaction = world.interactions.get(id ?? '') ?? world.interactionsByToken.get(token ?? '');
    const where = interaction?.channel ?? world.channels.get(channel ?? '');
    const [reader] = where?.recipients ?? [];
    const lane = reader && [...this.#lanes.values()].find((one) => one.isAbout(reader.id));
    return where?.guild?.id ?? lane?.guild.id ?? guild;
  }

  #placeOf(lane: Lane, { params }: FaultRequest): string {
    const channel = this.#sandbox.world.channels.get(params.channel_id ?? '');
    if (!channel || lane.isNew(channel.id)) {
      return '';
    }
    return channel.guild ? `#${channel.name}` : 'a direct message';
  }

  #targets(lane: Lane, { params }: FaultRequest): Target[] {
    const channel = this.#sandbox.world.channels.get(params.channel_id ?? '');
    const message = channel?.messages.get(params.message_id ?? '');
    return [
      ...(message ? ['message' as const] : []),
      ...(channel && lane.isNew(channel.id) ? ['channel' as const] : []),
    ];
  }

  #remove(lane: Lane, target: Target, { channel_id, message_id }: FaultRequest['params']): void {
    const channel = lane.guild.channel(channel_id!);
    if (target === 'channel') {
      lane.guild.deleteChannel(channel);
    } else {
      lane.guild.owner.deletes(channel.messages.get(message_id!)!);
    }
  }
}
