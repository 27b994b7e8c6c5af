import { join } from 'node:path';
import roll from 'pino-roll';
import { EnvironmentError } from '../env/environment-error.ts';
import { makeFolder } from '../env/folder.ts';

/** Where a log file begins anew, and how many older ones stay beside it. */
export interface Rolling {
  /** Like `10m`, `512k`, `100b`. */
  readonly size: string;
  readonly kept: number;
}

export interface LogFile {
  write(line: string): void;
  close(): Promise<void>;
}

/** How many bytes wait while the disk takes none; what comes on top is dropped. */
const waitingAtMost = 1024 * 1024;

/**
 * Opens `guildhall.<day>.<number>.log` in `folder`, which is made when it is not there. A line is in the file when
 * `write` returns: a killed process has lost none.
 * @param onTrouble is told once when the file cannot be written (a full disk), and again after it could be in between.
 * @throws when the file cannot be opened, with the name of the variable to change.
 */
export async function openLogFile(
  folder: string,
  { size, kept }: Rolling,
  onTrouble: (error: Error) => void,
): Promise<LogFile> {
  const begin = async () => {
    makeFolder(folder);
    return roll({
      file: join(folder, 'guildhall'),
      dateFormat: 'yyyy-MM-dd',
      extension: '.log',
      frequency: 'daily',
      size,
      limit: { count: kept, removeOtherLogFiles: true },
      sync: true,
      maxLength: waitingAtMost,
    });
  };
  const file = await begin().catch((cause: Error) => {
    throw new EnvironmentError([`LOG_DIR: no log can be written to ${folder}: ${cause.message}`], cause);
  });
  let troubled = false;
  let open = true;
  file.on('error', (error: Error) => {
    if (!troubled) {
      troubled = true;
      onTrouble(error);
    }
  });
  file.on('write', () => {
    troubled = false;
  });
  return {
    write(line) {
      if (open) {
        file.write(line);
      }
    },
    async close() {
      if (open) {
        open = false;
        const closed = new Promise((resolve) => file.once('close', resolve));
        file.end();
        await closed;
      }
    },
  };
}
