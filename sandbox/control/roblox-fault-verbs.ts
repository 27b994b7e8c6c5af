import { z } from 'zod';
import { UnknownName } from '../driver/names.ts';
import { BadFault } from '../faults/fault-set.ts';
import { errorForms } from '../roblox/http/errors.ts';
import { hosts } from '../roblox/http/hosts.ts';
import { BadShape } from './bad-shape.ts';
import { milliseconds, name } from './inputs.ts';
import { verb } from './verb.ts';

const form = z.enum(errorForms);

const fault = z.strictObject({
  method: z.enum(['GET', 'POST']).optional(),
  route: z.string().min(1),
  status: z.int().min(200).max(599).optional(),
  form: form.optional(),
  code: z.union([z.int(), z.string()]).optional(),
  message: z.string().optional(),
  retryAfter: z.number().min(0).optional(),
  retryAfterAs: z.enum(['seconds', 'date']).optional(),
  csrf: z.boolean().optional(),
  without: z.array(name).optional(),
  extra: z.record(z.string(), z.json()).optional(),
  delay: milliseconds.optional(),
  truncate: z.boolean().optional(),
  drop: z.boolean().optional(),
  afterEffect: z.boolean().optional(),
  times: z.int().min(1).optional(),
});

/** What goes wrong on the local Roblox, what it limits, and what it does to descriptions. */
export const robloxFaultVerbs = {
  robloxSettings: verb({
    method: 'POST',
    path: '/roblox/settings',
    summary:
      'How long a new description takes to be seen (`propagationDelay`, milliseconds of the clock), whether descriptions are filtered, and which words are flagged besides.',
    input: z.strictObject({
      propagationDelay: milliseconds.optional(),
      filter: z.boolean().optional(),
      filterWords: z.array(name).optional(),
    }),
    example: { propagationDelay: 5000, filterWords: ['candle'] },
    handle: ({ roblox }, input) => {
      roblox.propagationDelay = input.propagationDelay ?? roblox.propagationDelay;
      roblox.filter.enabled = input.filter ?? roblox.filter.enabled;
      roblox.filter.words = input.filterWords ?? roblox.filter.words;
      const { propagationDelay, filter } = roblox;
      return { propagationDelay, filter: filter.enabled, filterWords: filter.words };
    },
  }),
  robloxLimit: verb({
    method: 'POST',
    path: '/roblox/limits',
    summary:
      'Lets a host take so many `calls` in `per` milliseconds (a minute); without `calls` the limit is lifted.',
    input: z.strictObject({
      host: z.enum(hosts),
      calls: z.int().min(1).optional(),
      per: z.number().min(1).optional(),
      retryAfter: z.enum(['seconds', 'date', 'none']).optional(),
      headers: z.boolean().optional(),
      form: form.optional(),
    }),
    example: { host: 'users', calls: 60, retryAfter: 'date' },
    handle: ({ roblox }, { host, calls, ...limit }) =>
      roblox.limits.set(host, calls === undefined ? undefined : { calls, ...limit }),
  }),
  addRobloxFault: verb({
    method: 'POST',
    path: '/roblox/faults',
    summary: 'Sets a fault of a route of the local Roblox; answers with its id.',
    input: z.strictObject({ fault }),
    example: { fault: { route: '/users/v1/users/:userId', status: 503, form: 'html', times: 1 } },
    handle: ({ roblox }, { fault }) => {
      try {
        return { id: roblox.faults.add(fault) };
      } catch (error) {
        if (!(error instanceof BadFault)) throw error;
        throw new BadShape(`body.fault.${error.field}`, error.message);
      }
    },
  }),
  robloxFaults: verb({
    method: 'GET',
    path: '/roblox/faults',
    summary: 'The faults that are set on the local Roblox, and how often each has struck.',
    input: z.strictObject({}),
    example: {},
    handle: ({ roblox }) => roblox.faults.list(),
  }),
  randomRobloxFaults: verb({
    method: 'POST',
    path: '/roblox/faults/random',
    summary: 'Lets requests to the local Roblox fail by chance (0 to 1), the same ones for the same seed.',
    input: z.strictObject({ seed: z.int(), chance: z.number().min(0).max(1) }),
    example: { seed: 7, chance: 0.05 },
    handle: ({ roblox }, { seed, chance }) => roblox.faults.randomize(seed, chance),
  }),
  removeRobloxFaults: verb({
    method: 'DELETE',
    path: '/roblox/faults',
    summary: 'Takes a fault of the local Roblox back by `id`; without one all of them, the random ones too.',
    input: z.strictObject({ id: name.optional() }),
    example: {},
    handle: ({ roblox }, { id }) => {
      if (id === undefined) roblox.faults.clear();
      else if (!roblox.faults.remove(id))
        throw new UnknownName(
          'fault',
          id,
          roblox.faults.list().map((each) => each.id),
        );
    },
  }),
};
