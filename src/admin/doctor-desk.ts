import type { Guild } from 'discord.js';
import type { Message } from '../sdk/respond.ts';
import { hostName } from './admin-host.ts';
import { diagnose } from './doctor/diagnose.ts';
import { doctorReport } from './doctor/doctor-report.ts';
import { type FindingWords, findingText } from './doctor/finding-text.ts';
import guildhall from './plugin.ts';

/** Looks at a guild. @param note what was just done. @returns the report. */
export async function examine(guild: Guild, locale: string, note?: string): Promise<Message> {
  const findings = diagnose(guild, await guildhall.parts.checkup(guild));
  return doctorReport({ findings, note, ...(await wordsFor(guild, locale)) });
}

/** What one feature still needs to work in a guild: a sentence each. */
export async function needsOf(guild: Guild, plugin: string, locale: string): Promise<string[]> {
  const findings = diagnose(guild, await guildhall.parts.checkup(guild));
  const words = await wordsFor(guild, locale);
  return findings.filter((finding) => finding.plugin === plugin).map((one) => findingText(one, words));
}

async function wordsFor(guild: Guild, locale: string): Promise<FindingWords> {
  const { settings, textsOf } = guildhall.parts;
  const server = await settings.read(guild.id, hostName);
  return {
    ownRole: guild.members.me?.roles.botRole ?? undefined,
    prefix: String(server?.values.prefix ?? ''),
    textsOf: (plugin = hostName) => textsOf(plugin)(locale),
  };
}
