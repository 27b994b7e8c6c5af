import { EntitySchema } from '@mikro-orm/core';

/** MikroORM keeps every schema by its class for ever; those of an old generation would never be freed. */
export function forgetSchemas(which: (schema: EntitySchema) => boolean): void {
  const registry = EntitySchema.REGISTRY as Map<unknown, EntitySchema>;
  for (const [key, schema] of registry) {
    if (which(schema)) {
      registry.delete(key);
    }
  }
}
