import { z } from 'zod';
import { type SettingsSchema, setting } from '../sdk/settings.ts';
import type { ConfigLayer, Finding } from './config-layer.ts';
import { mismatches } from './expectation.ts';

/** The settings schema of a plugin, an empty one when it has no settings; undefined when no such plugin is there. */
export type SchemaOf = (plugin: string) => SettingsSchema | undefined;

export interface CheckedContent {
  /** What fits. */
  readonly layer: Omit<ConfigLayer, 'file'>;
  readonly findings: readonly Finding[];
}

const fields = {
  $schema: z.string(),
  features: z.record(z.string(), z.unknown()),
  settings: z.record(z.string(), z.unknown()),
  locale: z
    .string()
    .regex(/^[a-z]{2}(-([A-Z]{2}|\d{3}))?$/, 'expected a language as Discord names it, such as "es-ES"'),
  timeZone: setting.timeZone({ default: 'UTC' }),
  prefix: setting.text({ default: '!', min: 1, max: 5 }),
} as const;

type Values = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

const onOrOff = z.boolean();
const object = z.record(z.string(), z.unknown());

/** Checks the content of a config file against its shape, and its settings against the plugins' own schemas. */
export function checkContent(content: unknown, schemaOf: SchemaOf): CheckedContent {
  const check = new ContentCheck(schemaOf);
  return { layer: check.layerOf(content), findings: check.findings };
}

class ContentCheck {
  readonly findings: Finding[] = [];
  readonly #schemaOf: SchemaOf;

  constructor(schemaOf: SchemaOf) {
    this.#schemaOf = schemaOf;
  }

  layerOf(content: unknown): CheckedContent['layer'] {
    if (!this.#fits([], object, content)) {
      return { features: {}, settings: {} };
    }
    const { $schema, features = {}, settings = {}, ...rest } = this.#fitting([], content as Values, fields);
    return {
      ...rest,
      features: this.#featuresOf(features as Values),
      settings: this.#settingsOf(settings as Values),
    };
  }

  #featuresOf(features: Values): Record<string, boolean> {
    const good = Object.entries(features).filter(([plugin, on]) => {
      this.#plugin(['features', plugin]);
      return this.#fits(['features', plugin], onOrOff, on);
    });
    return Object.fromEntries(good) as Record<string, boolean>;
  }

  #settingsOf(settings: Values): Record<string, Values> {
    const good: [string, Values][] = [];
    for (const [plugin, values] of Object.entries(settings)) {
      const path = ['settings', plugin];
      const schema = this.#plugin(path);
      if (this.#fits(path, object, values)) {
        good.push([
          plugin,
          schema ? this.#fitting(path, values as Values, schema.shape) : (values as Values),
        ]);
      }
    }
    return Object.fromEntries(good);
  }

  /** The schema of the plugin at the end of a path. */
  #plugin(path: readonly string[]): SettingsSchema | undefined {
    const schema = this.#schemaOf(path.at(-1)!);
    if (!schema) {
      this.#find('warning', path, 'no plugin has this name; this counts as soon as one is loaded');
    }
    return schema;
  }

  /** The values whose names and forms are known. */
  #fitting(at: Path, values: Values, shape: Readonly<Record<string, z.ZodType>>): Values {
    const good = Object.entries(values).filter(([name, value]) => {
      if (Object.hasOwn(shape, name)) {
        return this.#fits([...at, name], shape[name]!, value);
      }
      const known = Object.keys(shape).join(', ') || 'nothing';
      this.#find('error', [...at, name], `nothing has this name here; expected one of: ${known}`);
      return false;
    });
    return Object.fromEntries(good);
  }

  #fits(at: Path, schema: z.ZodType, value: unknown): boolean {
    const wrong = mismatches(schema, value);
    for (const { path, message } of wrong) {
      this.#find('error', [...at, ...path], message);
    }
    return wrong.length === 0;
  }

  #find(severity: Finding['severity'], path: Path, message: string): void {
    this.findings.push({ severity, path: path.map(String).join('.'), message });
  }
}
