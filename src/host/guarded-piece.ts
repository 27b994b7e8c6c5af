import {
  Command,
  err,
  InteractionHandler,
  Listener,
  ok,
  type Piece,
  type PreconditionContainerArray,
  UserError,
} from '@sapphire/framework';
import type { ChatInputCommandInteraction, Interaction, Message } from 'discord.js';
import type { Entry, EntryKind, Guarded, Subject } from '../gate/entry.ts';
import type { Gate } from '../gate/gate.ts';
import { subjectOfEvent, subjectOfInteraction, subjectOfMessage } from '../gate/subject.ts';
import type { PieceFolder } from './bundle.ts';

interface Door {
  readonly method: string;
  readonly kind: EntryKind;
  readonly subject: (args: readonly unknown[]) => Subject;
}

const fromInteraction = ([interaction]: readonly unknown[]) =>
  subjectOfInteraction(interaction as Interaction);
const fromMessage = ([message]: readonly unknown[]) => subjectOfMessage(message as Message);

/** The methods by which Discord's events come into a piece. Tasks come in through their job. */
const doors: Readonly<Record<PieceFolder, readonly Door[]>> = {
  commands: [
    { method: 'chatInputRun', kind: 'command', subject: fromInteraction },
    { method: 'contextMenuRun', kind: 'context-menu', subject: fromInteraction },
    { method: 'autocompleteRun', kind: 'autocomplete', subject: fromInteraction },
    { method: 'messageRun', kind: 'prefix-command', subject: fromMessage },
  ],
  'interaction-handlers': [{ method: 'run', kind: 'component', subject: fromInteraction }],
  listeners: [{ method: 'run', kind: 'listener', subject: subjectOfEvent }],
  preconditions: [
    { method: 'chatInputRun', kind: 'precondition', subject: fromInteraction },
    { method: 'contextMenuRun', kind: 'precondition', subject: fromInteraction },
    { method: 'messageRun', kind: 'precondition', subject: fromMessage },
  ],
  'scheduled-tasks': [],
  arguments: [],
};

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Puts the gate before every way into `piece`. */
export function guardPiece(gate: Gate, generation: Guarded, kind: PieceFolder, piece: Piece): void {
  for (const door of doors[kind]) {
    const own = Reflect.get(piece, door.method) as Method | undefined;
    if (typeof own !== 'function') {
      continue;
    }
    const entry = entryOf(generation, door.kind, piece);
    const run = door.kind === 'precondition' ? decide : gate.run.bind(gate);
    replace(piece, door.method, (...args) =>
      run(entry, door.subject(args), () => own.apply(piece, args), gate),
    );
    if (piece instanceof Command) {
      askFirst(gate, entry, piece.preconditions, door);
    }
  }
  if (piece instanceof InteractionHandler) {
    guardParse(gate, generation, piece);
  }
  if (piece instanceof Listener && piece.once) {
    // Sapphire unloads a `once` listener by its name after the run: that may be another generation's by then.
    Object.defineProperty(piece, 'unload', { value: async () => {} });
  }
}

/** Asks a precondition. One that is off decides nothing: its command is refused with the reason. One that fails says no. */
async function decide(entry: Entry, subject: Subject, ask: () => unknown, gate: Gate): Promise<unknown> {
  let asked = false;
  const answer = await gate.run(entry, subject, () => {
    asked = true;
    return ask();
  });
  return asked ? (answer ?? err(new UserError({ identifier: entry.name, context: told }))) : ok();
}

/** The gate has told the person already. */
const told = { silent: true };

/** What the gate refuses, it refuses before the command's preconditions: none of them counts it, or answers it. */
function askFirst(gate: Gate, entry: Entry, preconditions: PreconditionContainerArray, door: Door): void {
  const own = Reflect.get(preconditions, door.method) as Method | undefined;
  if (own && preconditions.entries.length > 0) {
    replace(preconditions, door.method, async (...args) => {
      const admitted = await gate.admits(entry, door.subject(args)).catch(() => false);
      return admitted ? own.apply(preconditions, args) : ok();
    });
  }
}

/** Sapphire asks every handler about every click. One that fails at that has nothing to say to it. */
function guardParse(gate: Gate, generation: Guarded, piece: InteractionHandler): void {
  const parse = Reflect.get(piece, 'parse') as Method;
  const entry: Entry = { ...entryOf(generation, 'listener', piece), capability: () => undefined };
  replace(piece, 'parse', async (...args) => {
    try {
      return await parse.apply(piece, args);
    } catch (error) {
      await gate.run(entry, fromInteraction(args), () => Promise.reject(error));
      return piece.none();
    }
  });
}

function replace(target: object, method: string, value: (...args: unknown[]) => unknown): void {
  Object.defineProperty(target, method, { value, configurable: true, writable: true });
}

/** The gate's view of one piece. */
export function entryOf(generation: Guarded, kind: EntryKind, piece: Piece): Entry {
  const declared = piece.options.capability;
  const capability =
    declared === undefined || kind === 'autocomplete'
      ? () => undefined
      : typeof declared === 'string'
        ? () => declared
        : ({ interaction, message }: Subject) => {
            if (interaction?.isChatInputCommand()) {
              return declared[pathOf(interaction)];
            }
            return message ? declared[wordsOf(message, declared)] : undefined;
          };
  return { kind, name: piece.name, generation, capability };
}

const pathOf = ({ options }: ChatInputCommandInteraction) =>
  [options.getSubcommandGroup(false), options.getSubcommand(false)].filter(Boolean).join(' ');

/** The subcommand that a prefix command names; the longest declared path that it begins with. */
function wordsOf(message: Message, declared: Readonly<Record<string, string>>): string {
  const words = message.content.trim().toLowerCase().split(/\s+/).slice(1);
  return [words.slice(0, 2).join(' '), words[0] ?? ''].find((path) => path in declared) ?? '';
}
