import { stdSerializers } from 'pino';

type Facts = Record<string, unknown>;

/** The facts of a log line with each error written out: type, message, causes, stack. JSON itself would leave `{}`. */
export function errorsSpelledOut(facts: Facts): Facts {
  return Object.values(facts).some((fact) => fact instanceof Error)
    ? Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, spelledOut(fact)]))
    : facts;
}

function spelledOut(fact: unknown): unknown {
  if (!(fact instanceof Error)) {
    return fact;
  }
  // discord.js hangs the whole request on its errors: files byte by byte, and what people wrote.
  const { requestBody, ...error } = stdSerializers.err(fact) as Facts;
  return error;
}
