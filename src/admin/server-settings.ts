import { z } from 'zod';
import { setting } from '../sdk/settings.ts';

/** The languages that the host itself speaks. */
export const languages = ['en-US', 'es-ES'] as const;

/** What a guild decides for all features: `/settings server`. */
export const serverSettings = z.object({
  language: setting.choice(languages, { default: 'en-US' }),
  timeZone: setting.timeZone({ default: 'America/New_York' }),
  prefix: setting.text({ default: '!', min: 1, max: 5 }),
  logChannel: setting.channel(),
});
