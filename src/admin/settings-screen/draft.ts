import { defineEntity, p } from '@mikro-orm/core';

/** A fresh schema of the table that keeps what a person typed and could not be taken. One row a person and field. */
export const draftTable = () =>
  defineEntity({
    name: 'HostDraft',
    tableName: 'host__draft',
    properties: {
      user: p.string().primary(),
      key: p.string().primary(),
      value: p.text(),
      at: p.datetime(3),
    },
  });
