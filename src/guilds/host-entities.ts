import type { EntitySchema } from '@mikro-orm/core';
import { draftTable } from '../admin/settings-screen/draft.ts';
import {
  auditTable,
  HostCommandSet,
  HostFeature,
  HostGuild,
  HostPlugin,
  HostSettings,
} from '../data/host-tables.ts';
import { jobTable, scheduleTable } from '../jobs/job-table.ts';

/** The tables of the host that plugins write to in their own transactions; fresh for one ORM. */
export const sharedTables = (): EntitySchema[] => [jobTable(), auditTable()];

/** All tables of the host; for one ORM. */
export const hostEntities = (): EntitySchema[] => [
  HostCommandSet,
  HostFeature,
  HostGuild,
  HostPlugin,
  HostSettings,
  scheduleTable(),
  draftTable(),
  ...sharedTables(),
];
