import { RobloxClient, type RobloxClientOptions } from '../../roblox/client.ts';
import { HandTime } from './hand-time.ts';

/** A client with a time of its own. What it logs can be read. */
export class Stage {
  readonly time = new HandTime();
  readonly logged: string[] = [];
  readonly roblox: RobloxClient;

  constructor(base: URL | string, more: Partial<RobloxClientOptions> = {}) {
    this.roblox = new RobloxClient({
      base: new URL(base),
      clock: this.time.clock,
      sleep: this.time.sleep,
      deadline: this.time.deadline,
      random: () => 0.5,
      log: { warn: (message, facts) => this.logged.push(`${message} ${JSON.stringify(facts)}`) },
      ...more,
    });
  }
}

/** An account as the old host tells of it. */
export const bea = {
  description: 'I build things',
  created: '2020-03-20T07:11:35.123Z',
  isBanned: false,
  externalAppDisplayName: null,
  hasVerifiedBadge: false,
  id: 7,
  name: 'BuilderBea',
  displayName: 'Bea',
};

/** The same account as the plugin has it. */
export const account = {
  id: '7',
  name: 'BuilderBea',
  displayName: 'Bea',
  created: new Date('2020-03-20T07:11:35.123Z'),
  description: 'I build things',
};

export const beaPath = '/users/v1/users/7';
export const namesPath = '/users/v1/usernames/users';
