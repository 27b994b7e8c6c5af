import { definePlugin } from '@guildhall/sdk';

/** What the bare bots answer, as a plugin. It holds nothing. */
export default definePlugin({
  name: 'answers',
  data: { forgetGuild: async () => {}, forgetUser: async () => {}, exportUser: async () => ({}) },
});
