import type { Application, Channel, Member, Role, User } from './types.ts';
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
