import { GatewayIntentBits as I } from 'discord-api-types/v10';
import type { Dispatch } from '../state/dispatch.ts';
import type { World } from '../state/world.ts';
import { concerns } from './audience.ts';
import { guildCreateText } from './guild-create.ts';
import { readable, withoutContent } from './message-content.ts';
import type { Session } from './session.ts';

type Data = Record<string, unknown>;

/** The data of an event as JSON text for each session, built and written once for all who get the same. */
export class EventText {
  readonly #world: World;
  readonly #dispatch: Dispatch;
  readonly #texts = new Map<string, string>();
  #built: Data | undefined;

  constructor(world: World, dispatch: Dispatch) {
    this.#world = world;
    this.#dispatch = dispatch;
  }

  /** @returns undefined when nothing of the event is for this session. */
  for(session: Session): string | undefined {
    const { event, guild, message } = this.#dispatch;
    const { bot } = session.application;
    switch (event) {
      case 'GUILD_CREATE':
        return guild && guildCreateText(this.#world, session, guild);
      case 'GUILD_MEMBER_UPDATE':
        if (!session.has(I.GuildMembers) && (this.#data.user as { id: string }).id !== bot.id)
          return undefined;
        break;
      case 'THREAD_MEMBERS_UPDATE':
        if (session.has(I.GuildMembers)) break;
        if (!session.has(I.Guilds) || !concerns(this.#dispatch, session)) return undefined;
        return this.#text(`only ${bot.id}`, (data) => membershipOf(data, bot.id));
      case 'AUTO_MODERATION_ACTION_EXECUTION':
        if (session.has(I.MessageContent)) break;
        return this.#text('no match', (data) => ({ ...data, content: '', matched_content: '' }));
    }
    if (!message) return this.#text('', (data) => data);
    const may = readable(session, message);
    return this.#text(`${may.message} ${may.referenced}`, (data) => withoutContent(data, may));
  }

  get #data(): Data {
    this.#built ??= this.#dispatch.data() as Data;
    return this.#built;
  }

  #text(variant: string, shape: (data: Data) => Data): string {
    let text = this.#texts.get(variant);
    if (text === undefined) {
      text = JSON.stringify(shape(this.#data));
      this.#texts.set(variant, text);
    }
    return text;
  }
}

/** What a bot without the members intent hears of who joined and left a thread: itself. */
function membershipOf(data: Data, userId: string): Data {
  const { added_members: added, removed_member_ids: removed, ...rest } = data;
  const isSelf = ({ user_id }: { user_id?: string }) => user_id === userId;
  return {
    ...rest,
    ...(Array.isArray(added) && { added_members: added.filter(isSelf) }),
    ...(Array.isArray(removed) && { removed_member_ids: removed.filter((id) => id === userId) }),
  };
}
