import type { Member } from '../driver/member.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import { messageOf, placeOf } from './inputs.ts';

/** Where something is done, when the input says so. */
export function inPlace(sandbox: Sandbox, { in: given }: { in?: string | undefined }) {
  const place = placeOf(sandbox, given);
  return place === undefined ? {} : { in: place };
}

/** How long it is waited for, when the input says so. */
export function waiting({ timeout }: { timeout?: number | undefined }) {
  return timeout === undefined ? {} : { timeout };
}

/** The options that a command of an input is sent with. */
export function callOptions(
  sandbox: Sandbox,
  input: { in?: string | undefined; bot?: string | undefined; timeout?: number | undefined },
) {
  return {
    ...inPlace(sandbox, input),
    ...waiting(input),
    ...(input.bot !== undefined && { bot: sandbox.bot(input.bot) }),
  };
}

/** The options that a component of an input is used with. @throws UnknownName when there is no such message */
export function componentOptions(
  sandbox: Sandbox,
  person: Member,
  input: { in?: string | undefined; on?: string | undefined; timeout?: number | undefined },
) {
  return {
    ...inPlace(sandbox, input),
    ...waiting(input),
    ...(input.on !== undefined && { on: messageOf(sandbox, person, input.on) }),
  };
}
