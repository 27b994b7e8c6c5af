import { z } from 'zod';
import type { Fault } from '../discord/faults.ts';
import { slashRequest } from '../driver/commands.ts';
import { componentRequest } from '../driver/components.ts';
import { UnknownName } from '../driver/names.ts';
import { reset } from '../driver/reset.ts';
import type { Sandbox } from '../driver/sandbox.ts';
import { BadFault } from '../faults/fault-set.ts';
import { runLoad } from '../load/load.ts';
import { stateAnswer } from './answers.ts';
import { BadShape } from './bad-shape.ts';
import { inputsOf, memberOf, milliseconds, name, placeOf, value, where, who } from './inputs.ts';
import { verb } from './verb.ts';

const times = z.int().min(1).optional();
const bot = { bot: name.optional() };

const restFault = z.strictObject({
  kind: z.literal('rest'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  route: z.string().min(1),
  status: z.int().min(400).max(599).optional(),
  code: z.int().min(0).optional(),
  message: z.string().optional(),
  retryAfter: z.number().min(0).optional(),
  delay: milliseconds.optional(),
  truncate: z.boolean().optional(),
  drop: z.boolean().optional(),
  afterEffect: z.boolean().optional(),
  times,
});
const eventFault = z.strictObject({
  kind: z.literal('event'),
  event: z.string().min(1),
  action: z.enum(['lose', 'duplicate', 'delay']),
  delay: milliseconds.optional(),
  times,
});

/** A close code that may be sent over a socket: the others stand for what happens without one. RFC 6455, 7.4. */
const closeCode = z
  .int()
  .refine(
    (code) =>
      (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999),
    'a close code: 1000 to 1003, 1007 to 1014, 3000 to 4999',
  );

const loadInput = z
  .strictObject({
    ...who,
    ...where,
    command: name.optional(),
    options: z.record(z.string(), value).optional(),
    customId: z.string().min(1).max(100).optional(),
    bot: name.optional(),
    count: z.int().min(1).max(1_000_000).optional(),
    concurrency: z.int().min(1).max(10_000).optional(),
    rate: z.number().positive().max(100_000).optional(),
    seconds: z.number().positive().max(600).optional(),
    filled: z.boolean().optional(),
  })
  .refine(({ command, customId }) => (command === undefined) !== (customId === undefined), {
    error: 'either `command` or `customId`',
    path: ['command'],
  })
  .refine(({ count, seconds }) => count !== undefined || seconds !== undefined, {
    error: '`count`, `seconds` or both',
    path: ['count'],
  });

/** The clock, faults, the gateway and the whole. */
export const serverVerbs = {
  clock: verb({
    method: 'GET',
    path: '/clock',
    summary: 'The time of the local Discord, in Unix milliseconds.',
    input: z.strictObject({}),
    example: {},
    handle: clockAnswer,
  }),
  advanceClock: verb({
    method: 'POST',
    path: '/clock/advance',
    summary: 'Moves the clock forward.',
    input: z.strictObject({ ms: milliseconds }),
    example: { ms: 60_000 },
    handle: (sandbox, { ms }) => {
      try {
        sandbox.clock.advance(ms);
      } catch (error) {
        throw new BadShape('body.ms', (error as RangeError).message);
      }
      return clockAnswer(sandbox);
    },
  }),
  freezeClock: verb({
    method: 'POST',
    path: '/clock/freeze',
    summary: 'Stops the clock where it is.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => {
      sandbox.clock.freeze();
      return clockAnswer(sandbox);
    },
  }),
  resumeClock: verb({
    method: 'POST',
    path: '/clock/resume',
    summary: 'Lets the clock run on.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => {
      sandbox.clock.resume();
      return clockAnswer(sandbox);
    },
  }),
  addFault: verb({
    method: 'POST',
    path: '/faults',
    summary: 'Sets a fault of a REST route or a gateway event; answers with its id.',
    input: z.strictObject({ fault: z.discriminatedUnion('kind', [restFault, eventFault]) }),
    example: {
      fault: { kind: 'rest', method: 'POST', route: '/channels/:channel_id/messages', status: 503, times: 1 },
    },
    handle: (sandbox, { fault }) => {
      try {
        return { id: sandbox.faults.add(fault as Fault) };
      } catch (error) {
        if (!(error instanceof BadFault)) throw error;
        throw new BadShape(`body.fault.${error.field}`, error.message);
      }
    },
  }),
  faults: verb({
    method: 'GET',
    path: '/faults',
    summary: 'The faults that are set, and how often each has struck.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => sandbox.faults.list(),
  }),
  randomFaults: verb({
    method: 'POST',
    path: '/faults/random',
    summary: 'Lets requests and events fail by chance (0 to 1), the same ones for the same seed.',
    input: z.strictObject({ seed: z.int(), chance: z.number().min(0).max(1) }),
    example: { seed: 7, chance: 0.05 },
    handle: (sandbox, { seed, chance }) => sandbox.faults.randomize(seed, chance),
  }),
  removeFaults: verb({
    method: 'DELETE',
    path: '/faults',
    summary: 'Takes a fault back by `id`; without one all of them, the random ones too.',
    input: z.strictObject({ id: name.optional() }),
    example: {},
    handle: (sandbox, { id }) => {
      if (id === undefined) sandbox.faults.clear();
      else if (!sandbox.faults.remove(id))
        throw new UnknownName(
          'fault',
          id,
          sandbox.faults.list().map((each) => each.id),
        );
    },
  }),
  reconnect: verb({
    method: 'POST',
    path: '/gateway/reconnect',
    summary:
      'Asks clients to reconnect and resume (op 7). `bot` means one bot, here and below; all without it.',
    input: z.strictObject(bot),
    example: {},
    handle: (sandbox, input) => sandbox.gateway.reconnectAll(applicationId(sandbox, input)),
  }),
  closeGateway: verb({
    method: 'POST',
    path: '/gateway/close',
    summary: 'Closes the connections with a close code.',
    input: z.strictObject({
      ...bot,
      code: closeCode,
      reason: z.string().max(100).optional(),
    }),
    example: { code: 4000 },
    handle: (sandbox, input) =>
      sandbox.gateway.closeAll(applicationId(sandbox, input), input.code, input.reason),
  }),
  dropGateway: verb({
    method: 'POST',
    path: '/gateway/drop',
    summary: 'Cuts the connections without a word, as a dead network does.',
    input: z.strictObject(bot),
    example: {},
    handle: (sandbox, input) => sandbox.gateway.dropAll(applicationId(sandbox, input)),
  }),
  invalidate: verb({
    method: 'POST',
    path: '/gateway/invalidate',
    summary: 'Makes the sessions invalid (op 9), resumable or not.',
    input: z.strictObject({ ...bot, resumable: z.boolean() }),
    example: { resumable: false },
    handle: (sandbox, input) => sandbox.gateway.invalidateAll(input.resumable, applicationId(sandbox, input)),
  }),
  ignoreHeartbeats: verb({
    method: 'POST',
    path: '/gateway/ignore-heartbeats',
    summary: 'Lets heartbeats go unanswered, or answers them again.',
    input: z.strictObject({ ignored: z.boolean() }),
    example: { ignored: false },
    handle: (sandbox, { ignored }) => sandbox.gateway.ignoreHeartbeats(ignored),
  }),
  refuseConnections: verb({
    method: 'POST',
    path: '/gateway/refuse',
    summary: 'Turns new connections away, or takes them again.',
    input: z.strictObject({ refused: z.boolean() }),
    example: { refused: false },
    handle: (sandbox, { refused }) => sandbox.gateway.refuseConnections(refused),
  }),
  load: verb({
    method: 'POST',
    path: '/load',
    summary:
      'Sends a command or a click (`customId`) `count` times or for `seconds`, at a `concurrency` (50) or a `rate` a second, and measures the answers.',
    input: loadInput,
    example: { as: 'carl', command: '/ping', count: 100, concurrency: 10 },
    handle: (sandbox, input) => runLoad(sandbox.world, requestOf(sandbox, input), input),
  }),
  state: verb({
    method: 'GET',
    path: '/state',
    summary: 'Everything that there is, messages aside: ids, names, who is where.',
    input: z.strictObject({}),
    example: {},
    handle: stateAnswer,
  }),
  reset: verb({
    method: 'POST',
    path: '/reset',
    summary:
      'Takes away all guilds, people, commands and faults, and all in the local Roblox but apps and keys. Bots keep their tokens.',
    input: z.strictObject({}),
    example: {},
    handle: (sandbox) => reset(sandbox),
  }),
};

function clockAnswer({ clock }: Sandbox) {
  return { now: clock.now(), iso: clock.iso(), frozen: clock.frozen };
}

function applicationId(sandbox: Sandbox, { bot }: { bot?: string | undefined }): string | undefined {
  return bot === undefined ? undefined : sandbox.bot(bot).application.id;
}

function requestOf(sandbox: Sandbox, input: z.output<typeof loadInput>) {
  const person = memberOf(sandbox, input);
  const place = placeOf(sandbox, input.in);
  const options = {
    ...(place !== undefined && { in: place }),
    ...(input.bot !== undefined && { bot: sandbox.bot(input.bot) }),
  };
  return input.customId === undefined
    ? slashRequest(person, input.command!, inputsOf(input.options), options)
    : componentRequest(person, options, 'button', input.customId);
}
