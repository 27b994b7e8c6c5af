import type { Guild } from 'discord.js';
import type { Message } from '../sdk/respond.ts';
import { hostName } from './admin-host.ts';
import { diagnose } from './doctor/diagnose.ts';
import { doctorReport } from './doctor/doctor-report.ts';
import guildhall from './plugin.ts';

/** Looks at a guild. @param note what was just done. @returns the report. */
export async function examine(guild: Guild, locale: string, note?: string): Promise<Message> {
  const { checkup, settings, textsOf } = guildhall.parts;
  const server = await settings.read(guild.id, hostName);
  return doctorReport({
    findings: diagnose(guild, await checkup(guild)),
    ownRole: guild.members.me?.roles.botRole ?? undefined,
    prefix: String(server?.values.prefix ?? ''),
    note,
    textsOf: (plugin = hostName) => textsOf(plugin)(locale),
  });
}
