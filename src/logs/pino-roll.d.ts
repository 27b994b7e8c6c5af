/** pino-roll ships no types. https://github.com/mcollina/pino-roll#options */
declare module 'pino-roll' {
  import type { SonicBoom, SonicBoomOpts } from 'sonic-boom';

  export default function roll(
    options: SonicBoomOpts & {
      /** Without number and extension. */
      file: string;
      /** Like `10m`, `512k`, `100b`. */
      size?: string;
      frequency?: 'daily' | 'hourly';
      extension?: string;
      dateFormat?: string;
      limit?: { count: number; removeOtherLogFiles?: boolean };
    },
  ): Promise<SonicBoom>;
}
