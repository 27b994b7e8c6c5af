import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { type Vault, VaultError } from '../sdk/vault.ts';

/** The keys that are made of one `DATA_KEY` for one plugin. */
interface Keys {
  /** Names the key in what it sealed. It tells nothing about it. */
  readonly id: string;
  readonly sealing: Buffer;
  readonly marking: Buffer;
}

const cipher = 'aes-256-gcm';
/** NIST SP 800-38D asks for a nonce of 12 bytes and a tag of 16. */
const nonceSize = 12;
const tagSize = 16;

/** Stands before what was kept without a key. */
const open = 'open:';

/** Gives each plugin a vault of its own: what one has sealed, no other opens. Keys are made once and kept in memory. */
export function vaults(dataKeys: readonly string[]): (plugin: string) => Vault {
  const known = new Map<string, Vault>();
  return (plugin) => {
    const vault = known.get(plugin) ?? new SealingVault(dataKeys.map((key) => keysOf(key, plugin)));
    known.set(plugin, vault);
    return vault;
  };
}

class SealingVault implements Vault {
  readonly openMark = open;
  readonly #keys: readonly Keys[];

  /** @param keys the first one seals, all of them open. */
  constructor(keys: readonly Keys[]) {
    this.#keys = keys;
  }

  get locked(): boolean {
    return this.#keys.length > 0;
  }

  seal(text: string, about: string): string {
    const [key] = this.#keys;
    if (!key) {
      return open + text;
    }
    // A random nonce is good for 2^32 seals of one key (SP 800-38D, 8.3): no shop sells that much.
    const nonce = randomBytes(nonceSize);
    const sealing = createCipheriv(cipher, key.sealing, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([
      nonce,
      sealing.update(text, 'utf8'),
      sealing.final(),
      sealing.getAuthTag(),
    ]);
    return `v1:${key.id}:${sealed.toString('base64url')}`;
  }

  open(sealed: string, about: string): string {
    if (sealed.startsWith(open)) {
      return sealed.slice(open.length);
    }
    const [version, id, body] = sealed.split(':');
    const key = this.#keys.find((one) => one.id === id);
    if (version !== 'v1' || body === undefined || !key) {
      throw new VaultError('a sealed text has no key here');
    }
    const bytes = Buffer.from(body, 'base64url');
    try {
      const opening = createDecipheriv(cipher, key.sealing, bytes.subarray(0, nonceSize), {
        authTagLength: tagSize,
      })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(-tagSize));
      const text = opening.update(bytes.subarray(nonceSize, -tagSize));
      return Buffer.concat([text, opening.final()]).toString('utf8');
    } catch {
      throw new VaultError('a sealed text does not open');
    }
  }

  fingerprints(text: string): [string, ...string[]] {
    const bare = createHash('sha256').update(text).digest('base64url');
    const marks = this.#keys.map(({ marking }) =>
      createHmac('sha256', marking).update(text).digest('base64url'),
    );
    const [first = bare, ...others] = marks;
    return this.locked ? [first, ...others, bare] : [bare];
  }
}

function keysOf(dataKey: string, plugin: string): Keys {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', dataKey, 'guildhall', `${plugin}/${purpose}`, 32));
  return {
    id: derived('id').toString('hex').slice(0, 8),
    sealing: derived('seal'),
    marking: derived('mark'),
  };
}
