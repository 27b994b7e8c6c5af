import type { InteractionRequest } from './interactions.ts';
import type {
  Application,
  ApplicationCommand,
  Channel,
  Interaction,
  Member,
  Message,
  Role,
  User,
} from './types.ts';
import type { World } from './world.ts';

/** Who acts, where, and with whose command or component. */
export interface Actor {
  readonly world: World;
  readonly application: Application;
  readonly user: User;
  readonly channel: Channel;
}

/** A file that a person puts into a command option or a modal. */
export interface PersonFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** MIME type; guessed from the name's ending by default. */
  readonly type?: string;
}

/** What a person fills in: a plain value, the thing itself, or its id. */
export type Value = string | number | boolean | User | Member | Role | Channel | PersonFile;

/** Option values by name. `undefined` leaves the option out. */
export type OptionValues = Readonly<Record<string, Value | undefined>>;

/** What a person chose or typed in one component of a modal: by custom id. */
export type ModalValue = Value | readonly Value[] | undefined;

/** An interaction less the person and the place: `createInteraction(world, { ...actor, ...commandData(...) })`. */
export type InteractionPart = Pick<
  InteractionRequest,
  'type' | 'data' | 'commandName' | 'message' | 'triggering'
>;

export interface CommandInput {
  /** The subcommand or the group and its subcommand, like `['create']` or `['panel', 'post']`. */
  readonly path?: readonly string[];
  readonly values?: OptionValues;
  /** For a user or message command: what was clicked. */
  readonly target?: User | Member | Message;
}

/**
 * A command that a person sends.
 * @throws Error that says what a Discord client would not have let the person send.
 */
export function commandData(
  actor: Actor,
  command: ApplicationCommand,
  input?: CommandInput,
): InteractionPart {
  throw new Error('commandData is being written');
}

/**
 * What a client asks while a person types in the option `focused`; its value in `values` is what stands there so far.
 * @throws Error when the option is not one with autocomplete.
 */
export function autocompleteData(
  actor: Actor,
  command: ApplicationCommand,
  input: CommandInput & { readonly focused: string },
): InteractionPart {
  throw new Error('autocompleteData is being written');
}

/**
 * A click on a button, or a choice in a select menu.
 * @param values what is chosen in a select menu: the values of a string select, users, roles or channels of others.
 * @throws Error when the person does not see the message, or the component is not there, disabled or a link, or the
 * menu does not take these values.
 */
export function componentData(
  actor: Actor,
  message: Message,
  customId: string,
  values?: readonly Value[],
): InteractionPart {
  throw new Error('componentData is being written');
}

/**
 * A modal that a person fills in and sends.
 * @param opened the interaction that was answered with the modal.
 * @param values what was typed or chosen, by custom id; what is left out keeps the value the modal came with.
 * @throws Error when a field is unknown, or holds what the client would mark in red.
 */
export function modalData(
  actor: Actor,
  opened: Interaction,
  values?: Readonly<Record<string, ModalValue>>,
): InteractionPart {
  throw new Error('modalData is being written');
}
