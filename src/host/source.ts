import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { LocaleProblem, type LocaleTexts, readLocales } from '../texts/locale-files.ts';
import { type Bundle, bundle } from './bundle.ts';
import { readManifest } from './manifest.ts';
import { PluginProblem } from './problem.ts';

/** The files of a plugin at one moment, ready to be evaluated as often as needed. */
export interface PluginSource {
  readonly folder: string;
  readonly version: string;
  readonly bundle: Bundle;
  readonly locales: LocaleTexts;
  /** Differs when anything that counts differs. */
  readonly hash: string;
}

/** Reads a plugin's files. @throws PluginProblem */
export async function readSource(folder: string, dialect: string): Promise<PluginSource> {
  const [{ version }, bundled, locales] = await Promise.all([
    readManifest(folder),
    bundle(folder, dialect),
    readLocales(join(folder, 'locales')).catch((error: unknown) => {
      if (error instanceof LocaleProblem) {
        // The place and the reason say it all.
        throw new PluginProblem('validate', error.reason, {
          place: `${basename(folder)}/locales/${error.place}`,
        });
      }
      throw PluginProblem.from('validate', error, folder);
    }),
  ]);
  const hash = createHash('sha256')
    .update(JSON.stringify([folder, version, locales]))
    .update(bundled.code)
    .digest('hex');
  return { folder, version, bundle: bundled, locales, hash };
}
