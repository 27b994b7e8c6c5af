import { hostName } from '../admin/admin-host.ts';
import type { ScheduledTaskFacts } from '../jobs/rhythm.ts';
import { postAudit } from './audit-log.ts';
import type { DraftBox } from './drafts.ts';
import type { LogChannels } from './log-channels.ts';
import { forgetUser, type PrivacyDesk } from './privacy.ts';
import type { Retention } from './retention.ts';

/** A task of the host itself: no piece, and no gate before it. */
export interface HostTask extends ScheduledTaskFacts {
  run(payload: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface HostTaskParts {
  readonly logChannels: LogChannels;
  readonly retention: Retention;
  readonly drafts: DraftBox;
  readonly privacy: PrivacyDesk;
}

const hour = 60 * 60_000;

/** The host's own jobs and repeating tasks. */
export function hostTasks({ logChannels, retention, drafts, privacy }: HostTaskParts): readonly HostTask[] {
  return [
    { plugin: hostName, name: postAudit, run: ({ guild }) => logChannels.post(String(guild)) },
    {
      plugin: hostName,
      name: forgetUser,
      run: ({ user, plugins }) => privacy.eraseLater(String(user), (plugins as unknown[]).map(String)),
    },
    { plugin: hostName, name: 'forget-guilds', interval: hour, run: () => retention.forgetGuilds() },
    { plugin: hostName, name: 'forget-audit', interval: 24 * hour, run: () => retention.forgetAudit() },
    { plugin: hostName, name: 'tidy-drafts', interval: hour, run: () => drafts.tidy() },
  ];
}
