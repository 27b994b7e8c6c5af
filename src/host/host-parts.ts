import type { EntitySchema } from '@mikro-orm/core';
import type { SapphireClient } from '@sapphire/framework';
import type { Connection } from '../data/connection.ts';
import type { CapabilityChecks } from '../gate/capabilities.ts';
import type { Gate, Switches } from '../gate/gate.ts';
import type { AuditLog, AuditTrail } from '../sdk/audit.ts';
import type { CapabilityBook } from '../sdk/capability.ts';
import type { Clock } from '../sdk/clock.ts';
import type { Database } from '../sdk/database.ts';
import type { Drafts } from '../sdk/drafts.ts';
import type { EventPublisher } from '../sdk/events.ts';
import type { Jobs } from '../sdk/jobs.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import type { RateSourceAccess } from '../sdk/rate-source-access.ts';
import type { RobloxAccess } from '../sdk/roblox-access.ts';
import type { Vault } from '../sdk/vault.ts';
import type { TextLibrary } from '../texts/text-library.ts';
import type { ServiceRegistry } from './services.ts';

/** How a guild reads. */
export interface GuildReading {
  readonly locale: string;
  readonly timeZone: string;
}

/** What the host lends to every generation. */
export interface HostParts {
  readonly connection: Connection;
  readonly client: SapphireClient;
  readonly gate: Gate;
  readonly switches: Switches;
  readonly capabilities: CapabilityChecks;
  readonly capabilityBook: CapabilityBook;
  readonly services: ServiceRegistry;
  readonly texts: TextLibrary;
  readonly clock: Clock;
  readonly roblox: RobloxAccess;
  readonly rateSource: RateSourceAccess | undefined;
  readonly vaultOf: (plugin: string) => Vault;
  readonly draftsOf: (plugin: string) => Drafts;
  /** Where plugins keep files, each in a folder of its own. */
  readonly dataFolder: string;
  /** Where plugins keep what whoever runs the bot looks at, each in a folder of its own. */
  readonly logFolder: string;
  /** Where the HTTP pages are seen from outside, where the operator told. */
  readonly publicUrl: URL | undefined;
  readonly loggerOf: (plugin: string, generation: number) => PluginLogger;
  readonly jobsOf: (plugin: string) => Jobs;
  readonly eventsOf: (plugin: string) => EventPublisher;
  readonly auditOf: (plugin: string) => AuditLog;
  readonly trailOf: (plugin: string, database: Database) => AuditTrail;
  /** The settings of a guild, checked against the schema of the generation that asks. */
  readonly settingsOf: (plugin: string, guild: string) => Promise<Record<string, unknown>>;
  readonly readingOf: (guild: string) => Promise<GuildReading>;
  /** Tables of the host that plugins write in their own transactions; fresh for each ORM. */
  readonly sharedTables: () => EntitySchema[];
  /** Is told after each transaction: jobs may have been added. */
  readonly committed: () => void;
}
