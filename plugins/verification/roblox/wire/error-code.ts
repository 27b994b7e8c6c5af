import { z } from 'zod';

const code = z.union([z.number(), z.string().min(1)]);

/**
 * The shapes of Roblox's errors, and the code that each has. Messages are left: they are no promise, and may repeat what
 * was sent.
 */
const shapes = z.union([
  // The old hosts, with codes that each endpoint has for itself, and the gateway before them, whose code is 0.
  z.object({ errors: z.array(z.object({ code })).min(1) }).transform(({ errors }) => errors[0]!.code),
  // Open Cloud v2, like NOT_FOUND.
  z.object({ code: z.string().min(1), message: z.string() }).transform((error) => error.code),
  // Open Cloud v1, and OAuth by RFC 6749, 5.2.
  z.object({ error: z.string().min(1) }).transform(({ error }) => error),
  // RFC 9110, as the framework behind Open Cloud writes it.
  z
    .object({ errors: z.record(z.string(), z.array(z.string())), title: z.string() })
    .transform(() => 'INVALID_ARGUMENT'),
]);

/** The code of an error, or undefined for what is none of Roblox's. */
export function errorCode(value: unknown): number | string | undefined {
  return shapes.safeParse(value).data;
}
