import type { SettingsSchema } from '../sdk/settings.ts';

type Values = Readonly<Record<string, unknown>>;

/** Where the values of a plugin's settings come from, the strongest first. What a layer leaves out is not its matter. */
export interface Layers {
  /** The guild's own file, and its name. */
  readonly fixed: { readonly values: Values; readonly source: string };
  /** What the guild's administrators chose. */
  readonly chosen: Values;
  /** What a new guild begins with. */
  readonly usual: Values;
}

export interface Layered {
  /** One value for each field of the schema. */
  readonly values: Values;
  /** The fields that the guild's file decides, with its name. */
  readonly fixed: Readonly<Record<string, string>>;
  /** The fields where a chosen value does not fit the schema. */
  readonly unfit: readonly string[];
}

/** Finds each field's value in the strongest layer whose value fits. */
export function layered(schema: SettingsSchema, { fixed, chosen, usual }: Layers): Layered {
  const values: Record<string, unknown> = {};
  const fixedBy: Record<string, string> = {};
  const unfit: string[] = [];
  for (const [field, shape] of Object.entries(schema.shape)) {
    const fits = (layer: Values) => Object.hasOwn(layer, field) && shape.safeParse(layer[field]).success;
    if (fits(fixed.values)) {
      fixedBy[field] = fixed.source;
    }
    if (Object.hasOwn(chosen, field) && !fits(chosen)) {
      unfit.push(field);
    }
    const layer = [fixed.values, chosen, usual].find(fits);
    values[field] = shape.parse(layer?.[field]);
  }
  // Fields that fit alone may not fit together: a schema can say so.
  const whole = schema.safeParse(values);
  return whole.success
    ? { values: whole.data, fixed: fixedBy, unfit }
    : {
        values: schema.parse({ ...fixed.values }),
        fixed: fixedBy,
        unfit: [...unfit, ...Object.keys(chosen)],
      };
}
