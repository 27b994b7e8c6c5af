import type { GuildMember, Interaction, Message } from 'discord.js';
import type { PluginLogger } from '../../sdk/logger.ts';
import { Answers, type AnswersOptions } from '../answers.ts';
import { CapabilityChecks } from '../capabilities.ts';
import type { RunContext } from '../context.ts';
import type { Entry, Guarded, Subject } from '../entry.ts';
import { Gate, type GateOptions } from '../gate.ts';

export const guild = '100000000000000001';
export const pads = 'pads';

/** A generation that can be closed by a test, and knows how many are inside. */
export class MadeUpGeneration implements Guarded {
  readonly plugin = pads;
  readonly number = 1;
  why: 'paused' | 'retired' | undefined;
  inside = 0;

  closed = () => this.why;
  enter(): void {
    this.inside += 1;
  }
  leave(): void {
    this.inside -= 1;
  }
}

/** A click that notes what it was answered with, as a person would see it. */
export class MadeUpClick {
  readonly guildId = guild;
  readonly createdTimestamp = 0;
  readonly said: { readonly text: string; readonly private: boolean; readonly how: string }[] = [];
  replied = false;
  deferred = false;
  ephemeral: boolean | null = null;
  responded = false;
  readonly autocomplete: boolean;
  choices: unknown;

  constructor(kind: 'command' | 'autocomplete' = 'command') {
    this.autocomplete = kind === 'autocomplete';
  }

  isAutocomplete = () => this.autocomplete;
  isMessageComponent = () => false;
  isModalSubmit = () => false;
  isChatInputCommand = () => true;
  reply = async (body: { content: string; flags?: number }) => this.#say('reply', body, 'replied');
  followUp = async (body: { content: string; flags?: number }) => this.#say('followUp', body, 'replied');
  editReply = async (body: { content: string; flags?: number }) => this.#say('editReply', body, 'replied');
  deleteReply = async () => {};
  deferReply = async ({ flags = 0 }: { flags?: number } = {}) => {
    this.deferred = true;
    this.ephemeral = flags !== 0;
  };
  respond = async (choices: unknown) => {
    this.responded = true;
    this.choices = choices;
  };

  #say(how: string, { content, flags = 0 }: { content: string; flags?: number }, state: 'replied'): void {
    const fills = how === 'editReply' ? this.ephemeral === true : flags !== 0;
    this.said.push({ text: content, private: fills, how });
    this[state] = true;
  }
}

export interface Line {
  readonly message: string;
  readonly facts: Record<string, unknown>;
}

/** A gate with everything around it made up, and what came of it. */
export function madeUpGate(
  options: Partial<GateOptions> & {
    readonly on?: () => boolean | Promise<boolean>;
    readonly may?: () => Promise<boolean>;
    readonly answers?: Partial<AnswersOptions>;
  } = {},
) {
  const lines: Line[] = [];
  const write = (message: string, facts: Record<string, unknown> = {}) => void lines.push({ message, facts });
  const logger: PluginLogger = { debug: write, info: write, warn: write, error: write };
  const observed: { run: RunContext; error: unknown }[] = [];
  const capabilities = new CapabilityChecks({
    declared: () => ({ book: { default: 'staff' } }),
    service: () => ({ may: options.may ?? (async () => true) }),
    owners: [],
  });
  const answers = new Answers({
    texts: (namespace, locale) => (key, values) => `${locale} ${namespace} ${key} ${JSON.stringify(values)}`,
    featureName: (plugin) => plugin,
    capabilities,
    languageOf: async () => 'es-ES',
    logger,
    clock: { now: () => new Date(0) },
    forms: { opened: () => {}, refused: async () => undefined },
    ...options.answers,
  });
  const generation = new MadeUpGeneration();
  const gate = new Gate({
    switches: { isOn: options.on ?? (() => true) },
    capabilities,
    logger,
    newId: () => 'ref-1',
    observe: (run, _ms, error) => observed.push({ run: { ...run }, error }),
    ...(options as object),
    answers,
  });
  const entry = (kind: Entry['kind'], capability?: string): Entry => ({
    kind,
    name: 'book',
    generation,
    capability: () => capability,
  });
  return { gate, answers, generation, lines, observed, entry };
}

const actor = { id: '2', guild: { ownerId: '9' } } as unknown as GuildMember;

/** Somebody who clicks or types a slash command. */
export const clicking = (click: MadeUpClick): Subject => ({
  guild,
  actor,
  locale: 'en-US',
  interaction: click as unknown as Interaction,
});

/** Somebody who writes a message. @returns what they were answered, too. */
export function writing(): { subject: Subject; replies: string[] } {
  const replies: string[] = [];
  const message = { id: '5', reply: async ({ content }: { content: string }) => replies.push(content) };
  return { subject: { guild, actor, locale: 'fr', message: message as unknown as Message }, replies };
}
