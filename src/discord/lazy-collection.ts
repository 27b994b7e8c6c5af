import { Collection, LimitedCollection } from 'discord.js';

type Any = Collection<unknown, unknown>;

/** What every collection reads from that has never held anything. */
const empty: Any = new Collection();

/** What puts something into a collection; everything else has nothing to do in an empty one. */
const filling: ReadonlySet<PropertyKey> = new Set([
  'set',
  'ensure',
  'getOrInsert',
  'getOrInsertComputed',
] satisfies string[]);

/**
 * A collection that takes memory when the first thing is put into it. discord.js makes three for each channel and a
 * dozen for each guild, and most stay empty: in 10,000 guilds they are a third of what the bot holds.
 */
class LazyCollection {
  /** The most that it holds; undefined for no limit. */
  readonly maxSize: number | undefined;
  held: Any | undefined;

  constructor(maxSize: number | undefined) {
    this.maxSize = maxSize;
    this.held = undefined;
  }
}

function filled(lazy: LazyCollection): Any {
  const { maxSize } = lazy;
  lazy.held ??= maxSize === undefined ? new Collection() : new LimitedCollection({ maxSize });
  return lazy.held;
}

// To discord.js and to plugins it is a Collection in every respect.
const { prototype } = LazyCollection;
Reflect.deleteProperty(prototype, 'constructor');
Object.setPrototypeOf(prototype, Collection.prototype);
for (const from of [Map.prototype, Collection.prototype]) {
  for (const name of Reflect.ownKeys(from)) {
    const { get, value } = Reflect.getOwnPropertyDescriptor(from, name)!;
    if (get) {
      Object.defineProperty(prototype, name, {
        configurable: true,
        get(this: LazyCollection) {
          return Reflect.get(this.held ?? empty, name);
        },
      });
    } else if (name !== 'constructor' && typeof value === 'function') {
      Object.defineProperty(prototype, name, {
        configurable: true,
        writable: true,
        value(this: LazyCollection, ...args: unknown[]) {
          const target = filling.has(name) ? filled(this) : (this.held ?? empty);
          return Reflect.apply(Reflect.get(target, name) as () => unknown, target, args);
        },
      });
    }
  }
}

/** @param maxSize the most that it holds; what is put in later takes the place of the oldest. */
export function lazyCollection<Key, Value>(maxSize?: number): Collection<Key, Value> {
  return new LazyCollection(maxSize) as unknown as Collection<Key, Value>;
}
