import type { Locale } from 'discord.js';
import type { Message } from '../sdk/respond.ts';
import guildhall from './plugin.ts';
import { pluginList } from './views/plugin-list.ts';

/** The list of plugins for an owner, as it is now. @param note what has just been done. */
export async function listPlugins(locale: Locale, page: number, note?: string): Promise<Message> {
  const { plugins, jobs } = guildhall.parts;
  const view = { plugins: plugins.list(), laidAside: await jobs.laidAside(), page, note };
  return pluginList(view, guildhall.host.texts.in(locale));
}
