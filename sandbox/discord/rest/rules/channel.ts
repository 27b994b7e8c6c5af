import type { ChannelType } from 'discord-api-types/v10';
import type { FormErrors } from '../form-errors.ts';

export interface ChannelContext {
  /** The type that the channel has (an edit). A new one's is in its body. */
  readonly type?: ChannelType | undefined;
}

/** Adds to `errors` what Discord has against a guild channel's or a thread's fields beyond their schema. */
export function channelRules(_body: object, _errors: FormErrors, _context: ChannelContext = {}): void {}
