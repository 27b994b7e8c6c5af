import type { PermissionsString } from 'discord.js';
import type { Check } from '../../sdk/check.ts';

/** What keeps a feature from working, as ids and names. Its text is `doctor.findings.<code>`: what is wrong, what to do. */
export type Finding = { readonly plugin: string | undefined } & (
  | { readonly code: 'config'; readonly problem: string }
  | { readonly code: 'menu-no-scope'; readonly application: string }
  | { readonly code: 'menu-refused' | 'menu-unreachable'; readonly problem: string }
  | { readonly code: 'not-running' }
  | { readonly code: 'permission'; readonly permission: PermissionsString }
  | { readonly code: 'setting-missing'; readonly setting: string }
  | { readonly code: 'channel-gone' | 'role-gone'; readonly setting: string; readonly count: number }
  | { readonly code: 'channel-hidden'; readonly setting: string; readonly channel: string }
  | {
      readonly code: 'channel-permission';
      readonly setting: string;
      readonly channel: string;
      readonly permission: PermissionsString;
    }
  | {
      readonly code: 'category-full';
      readonly setting: string;
      readonly channel: string;
      readonly count: number;
      readonly limit: number;
    }
  | {
      readonly code: 'role-too-high' | 'role-managed' | 'role-silent';
      readonly setting: string;
      readonly target: string;
    }
  | { readonly code: 'intent'; readonly intent: string }
  | { readonly code: 'no-prefix' | 'checks-failed' }
  /** What the feature says itself. */
  | { readonly code: 'own'; readonly check: Check }
  | { readonly code: 'laid-aside'; readonly count: number; readonly when: string }
  | { readonly code: 'channels-full' | 'roles-full'; readonly count: number; readonly limit: number }
);
