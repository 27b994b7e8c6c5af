import { Worker } from 'node:worker_threads';
import type { PluginLogger } from './logger.ts';
import type { Locale } from './texts.ts';

/** A picture of numbers, told as data. */
export interface ChartData {
  /** `bars` stand side by side for each label, `stacked` ones on top of each other. */
  readonly kind: 'bars' | 'stacked' | 'line';
  readonly title: string;
  /** One for each place from left to right. A long one is cut. */
  readonly labels: readonly string[];
  /** At most eight: there are no more colours that can be told apart. */
  readonly series: readonly ChartSeries[];
  readonly unit: ChartUnit;
  /** In which language numbers are written. */
  readonly locale: Locale;
  /** What the picture says while there is nothing to draw, such as "No orders yet". */
  readonly empty: string;
}

export interface ChartSeries {
  readonly name: string;
  /** One for each label; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

/** What the values are: how many, whole minutes, or minor units of a currency. */
export type ChartUnit = 'count' | 'minutes' | { readonly currency: string };

/** In pixels. Texts grow with the width, so that they can be read on a phone. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** What the drawing thread is asked, and what it answers. */
export interface ChartRequest {
  readonly id: number;
  readonly data: ChartData;
  readonly size: ChartSize;
}
export type ChartAnswer =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly error: Error };

/**
 * Draws a chart as a PNG picture: the same bytes for the same data.
 * @returns undefined where it cannot be drawn, on a machine that the canvas is not made for or from data that do not
 * fit together. The log says why; show the numbers without it.
 */
export async function chartOf(
  data: ChartData,
  logger: Pick<PluginLogger, 'warn'>,
  size: ChartSize = { width: 800, height: 480 },
): Promise<Buffer | undefined> {
  try {
    return await drawn(data, size);
  } catch (error) {
    logger.warn('a chart could not be drawn', { title: data.title, error });
    return undefined;
  }
}

let thread: DrawingThread | undefined;

function drawn(data: ChartData, size: ChartSize): Promise<Buffer> {
  thread ??= new DrawingThread((ended) => {
    if (thread === ended) {
      thread = undefined;
    }
  });
  return thread.draw(data, size);
}

/**
 * A chart takes a tenth of a second, in which nothing else would happen, and its libraries some 50 MB: both are spent in
 * a thread, which is there while there is something to draw.
 */
class DrawingThread {
  readonly #worker: Worker;
  readonly #onEnd: (thread: DrawingThread) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<Buffer>>();
  #requests = 0;

  constructor(onEnd: (thread: DrawingThread) => void) {
    this.#onEnd = onEnd;
    this.#worker = new Worker(new URL('./chart-thread.ts', import.meta.url), {
      // The fonts of the machine would make other pictures on other machines.
      env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
    });
    this.#worker.on('message', (answer: ChartAnswer) => this.#answered(answer));
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread that draws charts ended')));
  }

  draw(data: ChartData, size: ChartSize): Promise<Buffer> {
    const id = this.#requests++;
    const waiting = Promise.withResolvers<Buffer>();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, data, size } satisfies ChartRequest);
    return waiting.promise;
  }

  #answered(answer: ChartAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('png' in answer) {
      waiting?.resolve(Buffer.from(answer.png));
    } else {
      waiting?.reject(answer.error);
    }
    if (this.#waiting.size === 0) {
      this.#onEnd(this);
      void this.#worker.terminate();
    }
  }

  #end(error: Error): void {
    this.#onEnd(this);
    for (const { reject } of this.#waiting.values()) {
      reject(error);
    }
    this.#waiting.clear();
  }
}
