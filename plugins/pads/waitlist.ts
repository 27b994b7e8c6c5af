import { attempt, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { BoardMessages } from './board-messages.ts';
import { type Context, minute } from './context.ts';
import { Session } from './entities/session.ts';
import { Waiting } from './entities/waiting.ts';
import { keepOpen } from './open-session.ts';
import type { PadSettings } from './settings.ts';

/** A person's place in a line. */
export interface Place {
  readonly pad: number;
  /** From 1. */
  readonly position: number;
}

/** The lines before busy pads. When a pad gets free, it is kept a while for the first in its line. */
export class Waitlist {
  readonly #context: Context;
  readonly #messages: BoardMessages;

  constructor(context: Context, messages: BoardMessages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** Puts `user` in the line of a pad. @returns their place, or why not: `pad-free`, `already-waiting`, `you-have-it`. */
  async join(guild: string, pad: number, user: string, channel: string): Promise<Result<Place, Refusal>> {
    const { clock, newId, database } = this.#context;
    return attempt(database, async (em) => {
      const busy = await em.findOne(Session, { openKey: `${guild}:${pad}` });
      if (busy) {
        await keepOpen(em, guild, busy.id);
      }
      if (busy?.host === user) {
        throw new Refusal('you-have-it', { pad });
      }
      const ahead = await em.count(Waiting, { guild, pad });
      if (!busy && ahead === 0) {
        throw new Refusal('pad-free', { pad });
      }
      em.create(Waiting, {
        id: newId(),
        guild,
        pad,
        user,
        channel,
        since: clock.now(),
        placeKey: `${guild}:${pad}:${user}`,
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('already-waiting', { pad });
      }
      await this.#messages.changed(em, guild);
      return { pad, position: ahead + 1 };
    });
  }

  /** Takes `user` out of the line. If it was their turn, the next one is asked. */
  async leave(guild: string, pad: number, user: string): Promise<Result<void, Refusal>> {
    const settings = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const place = await em.findOne(Waiting, { guild, pad, user });
      if (!place) {
        throw new Refusal('not-waiting', { pad });
      }
      await this.#remove(em, place, settings);
    });
  }

  /** Takes somebody who left the guild out of all its lines. */
  async forget(guild: string, user: string): Promise<void> {
    const settings = await this.#context.settings(guild);
    await this.#context.database.transaction(async (em) => {
      for (const place of await em.find(Waiting, { guild, user })) {
        await this.#remove(em, place, settings);
      }
    });
  }

  /** Takes somebody who asked to be forgotten out of all lines of all guilds, in the transaction that forgets them. */
  async forgetUser(em: EntityManager, user: string): Promise<void> {
    for (const place of await em.find(Waiting, { user })) {
      await this.#remove(em, place, undefined);
    }
  }

  /**
   * Has a pad that has just got free kept for the first in line. One that the guild no longer has is nobody's turn.
   * @param settings of the guild; without them they are looked up once this transaction is through.
   */
  async next(
    em: EntityManager,
    guild: string,
    pad: number,
    settings: PadSettings | undefined,
  ): Promise<void> {
    if (settings) {
      await this.#offer(em, guild, pad, settings);
    } else {
      await this.#context.jobs.add(em, 'ask-next', { guild, pad }, { key: `ask:${guild}:${pad}` });
    }
  }

  async #offer(
    em: EntityManager,
    guild: string,
    pad: number,
    { pads, holdMinutes }: PadSettings,
  ): Promise<void> {
    if (pad > pads) {
      return;
    }
    const next = await em.findOne(
      Waiting,
      { guild, pad, heldUntil: null },
      { orderBy: { since: 'asc', id: 'asc' } },
    );
    if (!next) {
      return;
    }
    next.heldUntil = new Date(this.#context.clock.now().getTime() + holdMinutes * minute);
    await em.flush();
    const payload = { guild, waiting: next.id };
    await this.#context.jobs.add(em, 'tell-waiting', payload, { key: `tell:${next.id}` });
    await this.#context.jobs.add(em, 'lapse-hold', payload, {
      runAt: next.heldUntil,
      key: `hold:${next.id}`,
    });
  }

  /** For somebody who takes a free pad. @throws Refusal when it is another's turn. */
  async claim(em: EntityManager, guild: string, pad: number, user: string): Promise<void> {
    const line = await em.find(Waiting, { guild, pad }, { orderBy: { since: 'asc', id: 'asc' } });
    const held = line.find((place) => place.heldUntil);
    const lapsed = held?.heldUntil && held.heldUntil <= this.#context.clock.now();
    // Whoever missed their turn has no claim, but neither does a passer-by while others wait.
    const turn = held && !lapsed ? held : line.find((place) => place !== held);
    if (turn && turn.user !== user) {
      throw new Refusal('pad-held', {
        pad,
        user: turn.user,
        ...(turn.heldUntil && { until: turn.heldUntil }),
      });
    }
    for (const done of line.filter((place) => place === turn || place === held)) {
      em.remove(done);
      await this.#context.jobs.cancel(em, `hold:${done.id}`);
    }
    await em.flush();
  }

  /** Ends a turn that was missed, and asks the next in line. */
  async lapse(guild: string, id: string): Promise<void> {
    const settings = await this.#context.settings(guild);
    await this.#context.database.transaction(async (em) => {
      const place = await em.findOne(Waiting, { id, guild });
      if (place?.heldUntil && place.heldUntil <= this.#context.clock.now()) {
        await this.#remove(em, place, settings);
      }
    });
  }

  /** Whose turn has run out by now, in every guild. */
  async lapsed(): Promise<Waiting[]> {
    return this.#context.database
      .read()
      .find(Waiting, { heldUntil: { $ne: null, $lte: this.#context.clock.now() } });
  }

  /** The lines in which it is nobody's turn, in every guild. */
  async unasked(): Promise<{ guild: string; pad: number }[]> {
    const waiting = await this.#context.database.read().find(Waiting, {});
    const lines = Map.groupBy(waiting, ({ guild, pad }) => `${guild}:${pad}`);
    return [...lines.values()]
      .filter((line) => !line.some(({ heldUntil }) => heldUntil))
      .map(([first]) => ({ guild: first!.guild, pad: first!.pad }));
  }

  /**
   * Asks the first in line if the pad is free and it is nobody's turn: they came at the moment it was given back, it was
   * not there, or whoever had it was forgotten.
   */
  async ask(guild: string, pad: number): Promise<void> {
    const settings = await this.#context.settings(guild);
    await this.#context.database.transaction(async (em) => {
      const busy = await em.count(Session, { openKey: `${guild}:${pad}` });
      const asked = await em.count(Waiting, { guild, pad, heldUntil: { $ne: null } });
      if (busy + asked === 0) {
        await this.#offer(em, guild, pad, settings);
        await this.#messages.changed(em, guild);
      }
    });
  }

  /** The lines of a guild, the first in line first. */
  async of(guild: string): Promise<Waiting[]> {
    return this.#context.database.read().find(Waiting, { guild }, { orderBy: { since: 'asc', id: 'asc' } });
  }

  /** Somebody whose turn it is and who has not been told, or undefined when that is no longer so. */
  async untold(guild: string, id: string): Promise<Waiting | undefined> {
    const place = await this.#context.database.read().findOne(Waiting, { id, guild, told: false });
    return place?.heldUntil && place.heldUntil > this.#context.clock.now() ? place : undefined;
  }

  async told(id: string): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeUpdate(Waiting, { id }, { told: true }));
  }

  async #remove(em: EntityManager, place: Waiting, settings: PadSettings | undefined): Promise<void> {
    const { guild, pad, heldUntil } = place;
    // Two may try to remove it: only who really does asks the next one.
    if ((await em.nativeDelete(Waiting, { id: place.id })) === 0) {
      return;
    }
    await this.#context.jobs.cancel(em, `hold:${place.id}`);
    if (heldUntil) {
      await this.next(em, guild, pad, settings);
    }
    await this.#messages.changed(em, guild);
  }
}
