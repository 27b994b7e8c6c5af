import type { Context } from './context.ts';
import { GivenNickname } from './entities/given-nickname.ts';

/** A member, and the nickname that they have. */
export interface Named {
  readonly guild: string;
  readonly user: string;
  readonly nickname: string | null;
}

/** The nickname that somebody has from the bot, and the one that it stands in place of. */
export type Given = Pick<GivenNickname, 'nickname' | 'before'>;

/** Which nicknames come from the bot, and what they stand in place of. */
export class Nicknames {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * What a member who has no link any more is to be called: what they were called before, as long as they have the
   * nickname that the bot gave them. Undefined: they have another one, which is theirs.
   * @param known which one that is, where the row is gone.
   */
  async before({ guild, user, nickname }: Named, known?: Given): Promise<string | null | undefined> {
    const em = this.#context.database.read();
    const given = known ?? (await em.findOne(GivenNickname, { id: idOf(guild, user) }));
    return given && given.nickname === nickname ? given.before : undefined;
  }

  /** Writes down that a member, called `nickname` until now, got `given` from the bot. */
  async gave({ guild, user, nickname }: Named, given: string): Promise<void> {
    const id = idOf(guild, user);
    await this.#context.database.transaction(async (em) => {
      const last = await em.findOne(GivenNickname, { id });
      // What the bot called them before is nothing to go back to.
      const before = last && last.nickname === nickname ? last.before : nickname;
      const row = { id, guild, user, nickname: given, before };
      await em.upsert(GivenNickname, row, { disableIdentityMap: true });
    });
  }

  /** Writes down that a member has no nickname from the bot any more. */
  async tookBack(guild: string, user: string): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeDelete(GivenNickname, { id: idOf(guild, user) }),
    );
  }
}

const idOf = (guild: string, user: string) => `${guild}:${user}`;
