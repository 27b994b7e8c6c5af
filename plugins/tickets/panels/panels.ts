import {
  attempt,
  automatic,
  changeSeen,
  compareAndSet,
  conflictOf,
  Overtaken,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import { type EntityManager, QueryOrder } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Panel } from '../entities/panel.ts';
import { PanelMessage } from '../entities/panel-message.ts';
import { lockGuild } from '../guild-lock.ts';
import type { PanelPatch } from './panel-fields.ts';
import type { PanelMessages } from './panel-messages.ts';

/** Panels of one guild. */
export const panelLimit = 25;

/** The messages by which members open tickets. The rows are the truth; jobs make Discord follow. */
export class Panels {
  readonly #context: Context;
  readonly #messages: PanelMessages;

  constructor(context: Context, messages: PanelMessages) {
    this.#context = context;
    this.#messages = messages;
  }

  /** Those of a guild, the oldest first. */
  async of(guild: string): Promise<Panel[]> {
    return this.#context.database
      .read()
      .find(Panel, { guild, removedAt: null }, { orderBy: { at: 'asc', id: 'asc' } });
  }

  /** One panel, also one whose message is still to go. */
  async find(guild: string, id: string): Promise<Panel | undefined> {
    return (await this.#context.database.read().findOne(Panel, { guild, id })) ?? undefined;
  }

  /** Puts a panel up that offers all types. @returns it, or why not: `too-many-panels`. */
  async add(guild: string, channel: string, by: string): Promise<Result<Panel, Refusal>> {
    return attempt(this.#context.database, async (em) =>
      this.#add(em, { guild, channel, channelKey: await freeKey(em, channel) }, by),
    );
  }

  /**
   * Puts a panel up, or posts that of the channel again: of those who ask at the same moment, one puts it up.
   * @returns it, or why not: `too-many-panels`.
   */
  async send(guild: string, channel: string, by: string): Promise<Result<Panel, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const there = await mainIn(em, channel);
      // Where there was none a moment ago, the key was free, too: whoever took it since was faster.
      return there ? this.#repost(em, there, by) : this.#add(em, { guild, channel, channelKey: channel }, by);
    });
  }

  /**
   * Changes what a panel shows, or where it stands. @param seen the version that the change was made from. @returns it,
   * or why not: `panel-removed`, `panel-changed`.
   */
  async change(
    guild: string,
    id: string,
    seen: number,
    patch: PanelPatch,
    by: string,
  ): Promise<Result<Panel, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const panel = await this.#there(em, guild, id);
      if (panel.version !== seen) {
        throw new Refusal('panel-changed');
      }
      const moves = patch.channel !== undefined && patch.channel !== panel.channel;
      const leftovers = moves ? await this.#leave(em, panel) : panel.leftovers;
      const place = moves ? { channelKey: await freeKey(em, patch.channel!) } : {};
      const after = await this.#write(em, panel, { ...patch, ...place, leftovers });
      for (const [field, to] of Object.entries(patch)) {
        const from = panel[field as keyof PanelPatch];
        await this.#note(em, after, by, 'panel.change', { from: { [field]: from }, to: { [field]: to } });
      }
      return after;
    });
  }

  /**
   * Posts a panel again, so that it is the newest message of its channel. The old one goes. @returns it, or why not:
   * `panel-removed`.
   */
  async repost(guild: string, id: string, by: string): Promise<Result<Panel, Refusal>> {
    return attempt(this.#context.database, async (em) =>
      this.#repost(em, await this.#there(em, guild, id), by),
    );
  }

  /** Takes a panel down. @returns it, or why not: `panel-removed`. */
  async remove(guild: string, id: string, by: string): Promise<Result<Panel, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const panel = await this.#there(em, guild, id);
      const over = { removedAt: this.#context.clock.now(), channelKey: null };
      const after = await this.#write(em, panel, over);
      await this.#note(em, after, by, 'panel.remove', { from: panel.channel });
      return after;
    });
  }

  /** Somebody deleted these messages by hand: the panels that they showed are taken down. */
  async deletedByHand(guild: string, channel: string, messages: readonly string[]): Promise<void> {
    const rows = await this.#messages.among(channel, messages);
    for (const row of rows) {
      if (row.message) {
        await this.#lost(guild, row.panel, row.message);
      }
    }
    // One that is being made just now may be among them, and its row does not know yet.
    const begun = rows.filter(({ message }) => !message);
    await this.#messages.doubt(begun.map(({ panel }) => ({ guild, panel })));
  }

  /** Somebody deleted a channel: so were the panels in it. */
  async channelDeleted(guild: string, channel: string): Promise<void> {
    const panels = await this.#context.database.read().find(Panel, { guild, channel, removedAt: null });
    for (const { id } of panels) {
      await this.#lost(guild, id);
    }
  }

  /** The types of a guild have changed: its panels are drawn anew, in this transaction. */
  async typesChanged(em: EntityManager, guild: string): Promise<void> {
    for (const { id } of await em.find(Panel, { guild, removedAt: null }, { fields: ['id'] })) {
      await this.#messages.changed(em, { guild, panel: id });
    }
  }

  /** Has the panels of guilds compared with what Discord shows. */
  async doubt(guilds: readonly string[]): Promise<void> {
    const panels = await this.#context.database.read().find(Panel, { guild: { $in: [...guilds] } });
    await this.#messages.doubt(panels.map(({ guild, id }) => ({ guild, panel: id })));
  }

  /** The old messages of a panel are gone. */
  async tidied(panel: Panel): Promise<void> {
    const { id, version } = panel;
    // Whoever changed it meanwhile has a job of their own, which tidies up.
    await this.#context.database.transaction((em) =>
      compareAndSet(em, Panel, { id, version }, { leftovers: [] }),
    );
  }

  /** A panel that was taken down is nowhere any more. */
  async over({ id, guild }: Panel): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeDelete(PanelMessage, { panel: id, guild });
      await em.nativeDelete(Panel, { id, guild });
    });
  }

  async #lost(guild: string, id: string, message?: string): Promise<void> {
    const { database, audit, clock } = this.#context;
    await database.transaction(async (em) => {
      const row = await em.findOne(PanelMessage, { panel: id, guild }, { disableIdentityMap: true });
      if (message !== undefined && row?.message !== message) {
        return;
      }
      const panel = await em.findOne(Panel, { id, guild, removedAt: null }, { disableIdentityMap: true });
      if (!panel) {
        return;
      }
      const change = { removedAt: clock.now(), channelKey: null, version: panel.version + 1 };
      if (await compareAndSet(em, Panel, { id, version: panel.version }, change)) {
        await em.nativeDelete(PanelMessage, { panel: id, guild });
        const from = panel.channel;
        await audit.write(em, { guild, actor: automatic, action: 'panel.lost', target: id, from });
        await this.#messages.changed(em, { guild, panel: id });
      }
    });
  }

  /** The message that shows a panel now is to go; the next one is a new one. @returns all that are to go. */
  async #leave(em: EntityManager, { id, guild, leftovers }: Panel): Promise<Panel['leftovers']> {
    const row = await em.findOne(PanelMessage, { panel: id, guild }, { disableIdentityMap: true });
    if (!row?.channel || !row.message) {
      return leftovers;
    }
    const { channel, message } = row;
    const none = { channel: null, message: null, mark: null, shown: null, trouble: null };
    await em.nativeUpdate(PanelMessage, { panel: id, guild }, none);
    return [...leftovers, { channel, message }];
  }

  async #add(
    em: EntityManager,
    place: Pick<Panel, 'guild' | 'channel' | 'channelKey'>,
    by: string,
  ): Promise<Panel> {
    const { guild, channel } = place;
    await lockGuild(em, guild);
    if ((await em.count(Panel, { guild, removedAt: null })) >= panelLimit) {
      throw new Refusal('too-many-panels', { max: panelLimit });
    }
    const panel = em.create(Panel, {
      id: this.#context.newId(),
      ...place,
      style: 'buttons',
      types: [],
      leftovers: [],
      at: this.#context.clock.now(),
      version: 1,
    });
    await em.flush().catch(orOvertaken);
    await this.#note(em, panel, by, 'panel.add', { to: channel });
    return panel;
  }

  async #repost(em: EntityManager, panel: Panel, by: string): Promise<Panel> {
    const after = await this.#write(em, panel, { leftovers: await this.#leave(em, panel) });
    await this.#note(em, after, by, 'panel.repost', { to: panel.channel });
    return after;
  }

  async #there(em: EntityManager, guild: string, id: string): Promise<Panel> {
    const panel = await em.findOne(Panel, { guild, id, removedAt: null }, { disableIdentityMap: true });
    if (!panel) {
      throw new Refusal('panel-removed');
    }
    return panel;
  }

  async #write(em: EntityManager, panel: Panel, change: Partial<Panel>): Promise<Panel> {
    return changeSeen(em, Panel, panel, change).catch(orOvertaken);
  }

  async #note(
    em: EntityManager,
    { guild, id }: Panel,
    by: string,
    action: string,
    what: { readonly from?: unknown; readonly to?: unknown },
  ): Promise<void> {
    await this.#context.audit.write(em, { guild, actor: by, action, target: id, ...what });
    await this.#messages.changed(em, { guild, panel: id });
  }
}

/** The panel of a channel that comes to the bottom when somebody asks for one there: the first of those there are. */
async function mainIn(em: EntityManager, channel: string): Promise<Panel | undefined> {
  const [first] = await em.find(
    Panel,
    { channel, removedAt: null },
    {
      disableIdentityMap: true,
      orderBy: { channelKey: QueryOrder.ASC_NULLS_LAST, at: 'asc', id: 'asc' },
      limit: 1,
    },
  );
  return first;
}

/** The key of a channel, where no panel has it. */
const freeKey = async (em: EntityManager, channelKey: string): Promise<string | null> =>
  (await em.count(Panel, { channelKey })) === 0 ? channelKey : null;

/** @throws Overtaken when somebody put a panel up in the same channel at the same moment. */
function orOvertaken(error: unknown): never {
  throw conflictOf(error) ? new Overtaken() : error;
}
