import { EntitySchema } from '@mikro-orm/core';

/** MikroORM keeps every schema by its class for ever; those of an old generation would never be freed. */
export function forgetSchemas(schemas: readonly EntitySchema[]): void {
  const registry = EntitySchema.REGISTRY as Map<unknown, unknown>;
  for (const [key, schema] of registry) {
    if (schemas.includes(schema as EntitySchema)) {
      registry.delete(key);
    }
  }
}
