/** Keeps what a person typed and could not be taken, for a day, so that they need not type it again. It is sealed. */
export interface Drafts {
  /** @param key tells what it was typed for, such as `type:<id>:<field>`. At most 200 characters. */
  put(user: string, key: string, value: string): Promise<void>;
  get(user: string, key: string): Promise<string | undefined>;
}
