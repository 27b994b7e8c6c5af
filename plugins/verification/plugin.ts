import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDutiesOf } from './data-duties.ts';
import { Bind } from './entities/bind.ts';
import { GivenNickname } from './entities/given-nickname.ts';
import { Happening } from './entities/happening.ts';
import { Link } from './entities/link.ts';
import { Pending } from './entities/pending.ts';
import { RefreshRun } from './entities/refresh-run.ts';
import { SignIn } from './entities/sign-in.ts';
import { Transfer } from './entities/transfer.ts';
import { partsOf } from './parts.ts';
import { RobloxClient } from './roblox/client.ts';
import { serviceOf } from './service.ts';
import { settings } from './settings.ts';
import { signInApp } from './sign-in-app.ts';
import { callback, confirm } from './sign-in-routes.ts';

export default definePlugin({
  name: 'verification',
  settings,
  entities: [Link, Pending, SignIn, Transfer, Happening, Bind, RefreshRun, GivenNickname],
  capabilities: {
    verify: { default: 'everyone' },
    whois: { default: 'everyone' },
    /** Begin for a member, bring a member up to date. */
    assist: { default: 'staff' },
    /** Look at what happened, and who has an account. */
    look: { default: 'staff' },
    unlink: { default: 'staff' },
    manual: { default: 'staff' },
    transfer: { default: 'staff' },
    binds: { default: 'administrators' },
    'refresh.all': { default: 'administrators' },
  },
  provides: ['verification'],
  // Who joins, and which roles members have.
  intents: ['GuildMembers'],
  permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ManageRoles', 'ManageNicknames'],
  data: dataDutiesOf,
  setup: (host) => {
    const roblox = new RobloxClient({
      base: host.roblox.api,
      clock: host.clock,
      log: host.logger,
      apiKey: host.roblox.apiKey,
    });
    const oauth = signInApp(host, roblox);
    const parts = partsOf({
      database: host.database,
      jobs: host.jobs,
      audit: host.audit,
      clock: host.clock,
      settings: (guild) => host.settings(guild),
      roblox,
      oauth,
      newId: shortId,
      randomInt: (below) => randomInt(below),
      wait: (ms) => wait(ms),
    });
    if (oauth) {
      host.route('GET', 'callback', callback);
      host.route('POST', 'confirm', confirm);
    }
    host.provide('verification', serviceOf(parts.links));
    return parts;
  },
});
