import type { RouteAnswer, RouteRequest } from '@guildhall/sdk';
import { z } from 'zod';
import { signedAt } from '../payment/signature.ts';
import type { PaymentReports, PaymentSource } from './payment-source.ts';
import type { SourceKeys } from './source-keys.ts';

/** The last part of the address: `/plugins/shop/payments?guild=<id>`. */
export const webhookRoute = 'payments';
const signatureHeader = 'x-guildhall-signature';

const report = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('payment'),
    id: z.string().min(1).max(80),
    reference: z.string().max(80).optional(),
    transaction: z.string().max(300).optional(),
    output: z.string().max(40).optional(),
    amount: z.string().max(60),
    currency: z.string().regex(/^[A-Z]{3,5}$/),
    settled: z.boolean(),
    at: z.iso.datetime({ offset: true }),
  }),
  z.strictObject({
    type: z.literal('rates'),
    rates: z
      .array(
        z.strictObject({
          coin: z.string().max(8),
          currency: z.string().regex(/^[A-Z]{3}$/),
          price: z.string().max(40),
        }),
      )
      .min(1)
      .max(50),
  }),
]);

interface Host {
  route(method: 'POST', name: string, handler: (request: RouteRequest) => Promise<RouteAnswer>): void;
  isOn(guild: string): Promise<boolean>;
  readonly clock: { now(): Date };
}

/** A program of the guild's owner that reports payments by HTTP, signed with the key that `/payment-source on` shows. */
export const webhookSource = (host: Host, keys: Pick<SourceKeys, 'keyOf'>): PaymentSource => ({
  name: 'webhook',
  begin(reports) {
    host.route('POST', webhookRoute, (request) => answerTo(request, host, keys, reports));
  },
});

async function answerTo(
  { query, headers, body }: RouteRequest,
  host: Host,
  keys: Pick<SourceKeys, 'keyOf'>,
  reports: PaymentReports,
): Promise<RouteAnswer> {
  const guild = query.get('guild') ?? '';
  const key = /^\d{17,20}$/.test(guild) ? await keys.keyOf(guild) : undefined;
  const signed =
    key === undefined ? 'wrong' : signedAt(key, headers[signatureHeader], body, host.clock.now());
  if (!(signed instanceof Date)) {
    return json(401, { error: whyNot[signed] });
  }
  // Nothing is lost: whoever reports tries again.
  if (!(await host.isOn(guild))) {
    return json(503, { error: 'The shop is off in this server.' });
  }
  const read = report.safeParse(parsed(body));
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    return json(400, { error: `${path.join('.') || 'body'}: ${message}` });
  }
  const told = read.data;
  const result =
    told.type === 'rates'
      ? await reports.rates(guild, told.rates, signed)
      : await reports.seen(guild, { ...told, source: 'webhook', at: new Date(told.at) });
  return result.match({
    ok: (done) => json(200, { result: done }),
    err: ({ code, values }) => json(400, { error: code, values }),
  });
}

const whyNot = {
  unsigned: `Sign the report: ${signatureHeader}: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>">.`,
  wrong: 'The signature is wrong, or this server takes no reports.',
  old: 'The report is too old, or your clock is wrong: it is good for five minutes.',
} as const;

const json = (status: number, body: unknown): RouteAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
