import { err, ok } from '@sapphire/framework';
import { z } from 'zod';
import { Refusal } from '../../sdk/refusal.ts';
import { type SettingsSchema, setting } from '../../sdk/settings.ts';
import type { LocaleTexts } from '../../texts/locale-files.ts';
import { TextLibrary } from '../../texts/text-library.ts';
import {
  type AdminHost,
  type Checkup,
  type FeatureState,
  hostName,
  type LaidAsideJobs,
  type PluginReport,
  type SettingsState,
} from '../admin-host.ts';
import { serverSettings } from '../server-settings.ts';

/** The settings of the made-up feature `pads`: one of each kind. */
export const padSettings = z.object({
  greeting: setting.text({ default: 'Hi', min: 2, max: 20 }),
  pads: setting.number({ default: 9, min: 1, max: 25 }),
  open: setting.toggle({ default: false }),
  size: setting.choice(['small', 'big'], { default: 'small' }),
  board: setting.channel(),
  staff: setting.roles({ max: 2 }),
  names: setting.names({ max: 3, length: 5 }),
});

const padTexts = {
  'en-US': {
    'feature.name': 'Training pads',
    'feature.help': 'Book pads for trainings.',
    'settings.greeting.name': 'Greeting',
    'settings.greeting.help': 'What guests read first.',
    'settings.pads.name': 'Number of pads',
    'settings.open.name': 'Open to all',
    'settings.size.name': 'Size',
    'settings.size.options.small': 'Small pads',
    'settings.size.options.big': 'Big pads',
    'settings.board.name': 'Board channel',
    'settings.staff.name': 'Staff roles',
    'settings.names.name': 'Names',
  },
};

/** A host that is nothing but what its commands see of it. Everything in it may be changed by a test. */
export class MadeUpHost implements AdminHost {
  readonly #library: TextLibrary;
  readonly #texts;
  readonly owners = new Set<string>();
  readonly values = new Map<string, Record<string, unknown>>([
    ['pads', padSettings.parse({})],
    [hostName, serverSettings.parse({})],
  ]);
  readonly fixed: Record<string, string> = {};
  schema: SettingsSchema = padSettings;
  readonly typed = new Map<string, string>();
  readonly done: string[] = [];
  featureList: FeatureState[] = [{ plugin: 'pads', on: false, state: 'running', hasSettings: true }];
  reports: PluginReport[] = [{ name: 'pads', version: '1.0.0', state: 'running', generation: 1 }];
  held: Awaited<ReturnType<AdminHost['privacy']['exportUser']>> = {};
  eraseFails: string[] = [];
  laidAside = new Map<string, LaidAsideJobs>();
  found: Checkup = { features: [], intents: [], configProblems: [] };

  constructor(hostTexts: LocaleTexts) {
    this.#library = new TextLibrary(hostTexts, () => {});
    this.#texts = this.#library.add('pads', padTexts);
  }

  textsOf: AdminHost['textsOf'] = (plugin) => (plugin === 'pads' ? this.#texts : this.#library.host).in;

  isOwner: AdminHost['isOwner'] = (userId) => this.owners.has(userId);

  checkup: AdminHost['checkup'] = async () => this.found;

  readonly features: AdminHost['features'] = {
    list: async () => this.featureList,
    set: async (_, plugin, on) => {
      if (!this.featureList.some((feature) => feature.plugin === plugin)) {
        return err(new Refusal('unknown-feature', { feature: plugin }));
      }
      this.featureList = this.featureList.map((each) => (each.plugin === plugin ? { ...each, on } : each));
      return ok(undefined);
    },
  };

  readonly settings: AdminHost['settings'] = {
    read: async (_, plugin): Promise<SettingsState | undefined> => {
      const schemas: Record<string, SettingsSchema> = { pads: this.schema, [hostName]: serverSettings };
      const schema = schemas[plugin];
      return schema && { schema, values: this.values.get(plugin)!, fixed: this.fixed };
    },
    write: async (_, plugin, patch) => {
      this.values.set(plugin, { ...this.values.get(plugin), ...patch });
      return ok(undefined);
    },
  };

  readonly #change = (what: string) => async (name: string) => {
    const report = this.reports.find((each) => each.name === name);
    if (!report) {
      return err(new Refusal('unknown-plugin', { plugin: name }));
    }
    this.done.push(`${what} ${name}`);
    return ok(report);
  };

  readonly plugins: AdminHost['plugins'] = {
    list: () => this.reports,
    reload: this.#change('reload'),
    load: this.#change('load'),
    unload: this.#change('unload'),
    disableEverywhere: this.#change('disable'),
    enable: this.#change('enable'),
  };

  readonly privacy: AdminHost['privacy'] = {
    exportUser: async () => this.held,
    eraseUser: async (userId) => {
      this.done.push(`erase ${userId}`);
      return { failed: this.eraseFails };
    },
  };

  readonly drafts: AdminHost['drafts'] = {
    put: async (userId, key, value) => {
      this.typed.set(`${userId} ${key}`, value);
    },
    get: async (userId, key) => this.typed.get(`${userId} ${key}`),
  };

  readonly forms: AdminHost['forms'] = { again: async () => undefined };

  readonly jobs: AdminHost['jobs'] = {
    laidAside: async () => this.laidAside,
    retry: async (guild) => {
      this.done.push(`retry ${guild}`);
      return 2;
    },
  };
}
