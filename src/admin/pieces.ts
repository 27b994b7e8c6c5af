import type { Piece } from '@sapphire/framework';
import { DoctorCommand } from './commands/doctor.ts';
import { FeaturesCommand } from './commands/features.ts';
import { PluginsCommand } from './commands/plugins.ts';
import { PrivacyCommand } from './commands/privacy.ts';
import { SettingsCommand } from './commands/settings.ts';
import { FeaturePageHandler } from './interaction-handlers/feature-page.ts';
import { FeatureSwitchHandler } from './interaction-handlers/feature-switch.ts';
import { FormAgainHandler } from './interaction-handlers/form-again.ts';
import { JobsRetryHandler } from './interaction-handlers/jobs-retry.ts';
import { OwnerJobsRetryHandler } from './interaction-handlers/owner-jobs-retry.ts';
import { PluginPageHandler } from './interaction-handlers/plugin-page.ts';
import { PrivacyEraseHandler } from './interaction-handlers/privacy-erase.ts';
import { SettingChooseHandler } from './interaction-handlers/setting-choose.ts';
import { SettingClearHandler } from './interaction-handlers/setting-clear.ts';
import { SettingEditHandler } from './interaction-handlers/setting-edit.ts';
import { SettingPageHandler } from './interaction-handlers/setting-page.ts';
import { SettingRetryHandler } from './interaction-handlers/setting-retry.ts';
import { SettingSubmitHandler } from './interaction-handlers/setting-submit.ts';
import { SettingToggleHandler } from './interaction-handlers/setting-toggle.ts';

/** One piece of the host's own commands, as a plugin's folder would give it. */
export interface AdminPiece {
  /** Sapphire's store, and the folder. */
  readonly store: 'commands' | 'interaction-handlers';
  /** The file's name without its ending; the action of a component handler. */
  readonly name: string;
  readonly piece: new (context: never, options: never) => Piece;
}

const inStore = (store: AdminPiece['store'], pieces: Record<string, AdminPiece['piece']>): AdminPiece[] =>
  Object.entries(pieces).map(([name, piece]) => ({ store, name, piece }));

/** The host's own pieces. They are part of the host: an edit of them needs a restart. */
export const adminPieces: readonly AdminPiece[] = [
  ...inStore('commands', {
    doctor: DoctorCommand,
    features: FeaturesCommand,
    plugins: PluginsCommand,
    privacy: PrivacyCommand,
    settings: SettingsCommand,
  }),
  ...inStore('interaction-handlers', {
    'feature-page': FeaturePageHandler,
    'feature-switch': FeatureSwitchHandler,
    'form-again': FormAgainHandler,
    'jobs-retry': JobsRetryHandler,
    'owner-jobs-retry': OwnerJobsRetryHandler,
    'plugin-page': PluginPageHandler,
    'privacy-erase': PrivacyEraseHandler,
    'setting-choose': SettingChooseHandler,
    'setting-clear': SettingClearHandler,
    'setting-edit': SettingEditHandler,
    'setting-page': SettingPageHandler,
    'setting-retry': SettingRetryHandler,
    'setting-submit': SettingSubmitHandler,
    'setting-toggle': SettingToggleHandler,
  }),
];
