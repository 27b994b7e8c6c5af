import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';

/** How many pictures of a guild are kept: the newest. */
const most = 200;

/** Of a picture that shows what people of staff are called. */
const named = /-staff\.png$/;

/** Pictures of what was sold, as files for whoever runs the bot. They are copies: what is lost can be drawn anew. */
export class SalesCharts {
  readonly #context: Pick<Context, 'clock' | 'jobs' | 'logger' | 'logFolder'>;

  constructor(context: Pick<Context, 'clock' | 'jobs' | 'logger' | 'logFolder'>) {
    this.#context = context;
  }

  /**
   * Keeps a picture, in place of one of the same day and name. Where it cannot be kept, the log says why.
   * @param name its parts; the last one is what it is about.
   */
  async keep(guild: string, name: readonly string[], png: Uint8Array): Promise<void> {
    const { clock, logger } = this.#context;
    const folder = this.#folderOf(guild);
    const file = `${clock.now().toISOString().slice(0, 10)}-${name.join('-')}.png`;
    try {
      await mkdir(folder, { recursive: true });
      // Nobody finds half a picture.
      await writeFile(join(folder, `.${file}`), png);
      await rename(join(folder, `.${file}`), join(folder, file));
      await removeAll(folder, (await filesIn(folder)).slice(0, -most));
    } catch (error) {
      logger.warn('a chart could not be kept', { folder, file, error });
    }
  }

  /** Has pictures removed once the transaction is written: those of a guild, or all that show what somebody is called. */
  async forget(em: EntityManager, guild?: string): Promise<void> {
    // The job names no guild as its own: it runs where the feature is off, too.
    await this.#context.jobs.add(em, 'erase-charts', { place: guild ?? null });
  }

  /** Removes what {@link forget} means. */
  async erase(guild: string | null): Promise<void> {
    if (guild !== null) {
      await rm(this.#folderOf(guild), { recursive: true, force: true });
      return;
    }
    for (const one of await filesIn(this.#folderOf(''))) {
      const folder = this.#folderOf(one);
      await removeAll(
        folder,
        (await filesIn(folder)).filter((file) => named.test(file)),
      );
    }
  }

  #folderOf(guild: string): string {
    return join(this.#context.logFolder, 'sales', guild);
  }
}

/** Sorted: the names begin with the day. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  });
  return found.filter((file) => !file.startsWith('.')).sort();
}

const removeAll = (folder: string, files: readonly string[]) =>
  Promise.all(files.map((file) => rm(join(folder, file), { force: true })));
