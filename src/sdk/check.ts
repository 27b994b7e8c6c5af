import type { Translate } from './texts.ts';

/**
 * Something that keeps a feature from working in a guild, for `/doctor`: what is wrong, and who must do what, in the
 * language of whoever asked. `t` has the texts of the plugin.
 */
export type Check = (t: Translate) => string;
