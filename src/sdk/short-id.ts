import { randomBytes } from 'node:crypto';

// Crockford's alphabet: no letters that look like digits. 32 characters, so a byte's low five bits choose one evenly.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes an id that no other thing has. */
export type NewId = () => string;

/** Twelve characters, 60 random bits: short enough for custom ids and nonces. */
export const shortId: NewId = () => Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join('');
