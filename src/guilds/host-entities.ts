import type { EntitySchema } from '@mikro-orm/core';
import { draftTable } from '../admin/settings-screen/draft.ts';
import {
  auditTable,
  featureTable,
  HostCommandSet,
  HostGuild,
  HostPlugin,
  HostSettings,
} from '../data/host-tables.ts';
import { jobTable, scheduleTable } from '../jobs/job-table.ts';

/** The tables of the host that plugins use in their own transactions; fresh for one ORM. */
export const sharedTables = (): EntitySchema[] => [jobTable(), auditTable(), featureTable()];

/** All tables of the host; for one ORM. */
export const hostEntities = (): EntitySchema[] => [
  HostCommandSet,
  HostGuild,
  HostPlugin,
  HostSettings,
  scheduleTable(),
  draftTable(),
  ...sharedTables(),
];
