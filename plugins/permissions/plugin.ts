import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDuties } from './data-duties.ts';
import { Grant } from './entities/grant.ts';
import { GrantBook } from './grant-book.ts';
import { Lookup } from './lookup.ts';
import { permissionService } from './service.ts';
import { settings } from './settings.ts';

export default definePlugin({
  name: 'permissions',
  settings,
  entities: [Grant],
  capabilities: {
    manage: { default: 'owner' },
    see: { default: 'administrators' },
  },
  provides: ['permissions'],
  // Who leaves the guild.
  intents: ['GuildMembers'],
  data: dataDuties,
  setup: (host) => {
    const context = {
      database: host.database,
      audit: host.audit,
      clock: host.clock,
      settings: (guild: string) => host.settings(guild),
      newId: shortId,
      declared: () => host.capabilities.declared().map(({ name }) => name),
      changed: (guild: string) => host.capabilities.changed(guild),
    };
    const lookup = new Lookup(context);
    host.provide('permissions', permissionService(lookup, host));
    return { lookup, book: new GrantBook(context) };
  },
});
