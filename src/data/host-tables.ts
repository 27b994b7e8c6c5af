import { defineEntity, type EntityName, type InferEntity, p } from '@mikro-orm/core';

// The host's own tables. `guild` and `user` columns hold Discord ids.

export const HostGuild = defineEntity({
  name: 'HostGuild',
  tableName: 'host__guild',
  properties: {
    guild: p.string().primary(),
    /** When the bot was taken out; its data is erased a while later. */
    leftAt: p.datetime(3).nullable(),
  },
});

/** A fresh schema of the feature switches for one ORM: the transactions of plugins ask who hears what they tell. */
export const featureTable = () =>
  defineEntity({
    name: 'HostFeature',
    tableName: 'host__feature',
    properties: { guild: p.string().primary(), plugin: p.string().primary(), enabled: p.boolean() },
  });

export const HostSettings = defineEntity({
  name: 'HostSettings',
  tableName: 'host__settings',
  properties: {
    guild: p.string().primary(),
    plugin: p.string().primary(),
    values: p.json<Record<string, unknown>>(),
  },
});

/** What a guild's command menu was last set to. */
export const HostCommandSet = defineEntity({
  name: 'HostCommandSet',
  tableName: 'host__command_set',
  properties: { guild: p.string().primary(), hash: p.string() },
});

/** What the owner decided about a plugin, for every guild. */
export const HostPlugin = defineEntity({
  name: 'HostPlugin',
  tableName: 'host__plugin',
  properties: { name: p.string().primary(), disabled: p.boolean(), unloaded: p.boolean().default(false) },
});

/** A fresh schema of the audit table for one ORM: plugins write it inside their own transactions. */
export const auditTable = () =>
  defineEntity({
    name: 'HostAudit',
    tableName: 'host__audit',
    indexes: [{ name: 'host__audit_guild', properties: ['guild', 'post'] }],
    properties: {
      id: p.string().primary(),
      /** Empty where it concerns every guild. */
      guild: p.string(),
      plugin: p.string(),
      actor: p.string(),
      action: p.string(),
      target: p.string().nullable(),
      before: p.json<unknown>().nullable(),
      after: p.json<unknown>().nullable(),
      reason: p.text().nullable(),
      requestId: p.string().nullable(),
      at: p.datetime(3),
      /** While it is on its way to the guild's log channel: not yet sent, or in a message that may have been sent. */
      post: p.string().$type<'new' | 'sending'>().nullable(),
    },
  });

export type AuditRow = InferEntity<ReturnType<typeof auditTable>>;

export type FeatureRow = InferEntity<ReturnType<typeof featureTable>>;

// Every ORM has schemas of its own, so the tables are found by name in whatever EntityManager is at hand.
export const HostAudit = 'HostAudit' as unknown as EntityName<AuditRow>;
export const HostFeature = 'HostFeature' as unknown as EntityName<FeatureRow>;
