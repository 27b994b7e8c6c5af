import { textsOf } from '../../../test/ground/plugin-texts.ts';

/** The plugin's texts, and those of the host that it uses. */
export const textsIn = textsOf('pads');
