import type {
  InteractionDeferReplyOptions,
  InteractionEditReplyOptions,
  InteractionReplyOptions,
  InteractionUpdateOptions,
  Message,
  RepliableInteraction,
} from 'discord.js';

/** The methods of an interaction by which it is answered. */
export interface AnswerMethods {
  readonly reply: (options: InteractionReplyOptions | string) => Promise<unknown>;
  readonly deferReply: (options?: InteractionDeferReplyOptions) => Promise<unknown>;
  readonly update: (options: InteractionUpdateOptions | string) => Promise<unknown>;
  readonly deferUpdate: (options?: object) => Promise<unknown>;
  readonly showModal: (...args: unknown[]) => Promise<unknown>;
  readonly followUp: (options: InteractionReplyOptions | string) => Promise<Message>;
  readonly editReply: (options: InteractionEditReplyOptions | string) => Promise<Message>;
  readonly deleteReply: (message?: string) => Promise<void>;
  readonly fetchReply: (message?: string) => Promise<Message>;
}

const methods = [
  'reply',
  'deferReply',
  'update',
  'deferUpdate',
  'showModal',
  'followUp',
  'editReply',
  'deleteReply',
  'fetchReply',
] as const satisfies (keyof AnswerMethods)[];

const behind = Symbol('what stands behind the methods');

/** What an interaction gets in the place of its methods: the same functions for all, since each one gets them. */
const standIns = Object.fromEntries(
  methods.map((name) => [
    name,
    function (this: { readonly [behind]: AnswerMethods }, ...args: unknown[]): unknown {
      return Reflect.apply(this[behind][name], this[behind], args);
    },
  ]),
);

/**
 * Puts `inPlace` between an interaction and whoever answers it.
 * @returns discord.js's own methods, those that the interaction has; they must be called on it.
 */
export function standIn(interaction: RepliableInteraction, inPlace: AnswerMethods): AnswerMethods {
  const target = interaction as unknown as Record<PropertyKey, unknown>;
  const own: Record<string, unknown> = {};
  for (const name of methods) {
    if (target[name]) {
      own[name] = target[name];
      target[name] = standIns[name];
    }
  }
  target[behind] = inPlace;
  return own as unknown as AnswerMethods;
}
