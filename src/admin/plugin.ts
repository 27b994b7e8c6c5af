import { definePlugin } from '../sdk/plugin.ts';
import { type AdminPluginHost, hostName } from './admin-host.ts';
import { serverSettings } from './server-settings.ts';

/** The host's own commands. They go through the same gate as those of any plugin, and cannot be switched off. */
export default definePlugin({
  name: hostName,
  settings: serverSettings,
  capabilities: { administer: { default: 'administrators' } },
  // The host's own tables are the host's own duty.
  data: {
    forgetGuild: async () => {},
    forgetUser: async () => {},
    exportUser: async () => ({}),
  },
  setup: (host) => (host as unknown as AdminPluginHost).admin,
});
