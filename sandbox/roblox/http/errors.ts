import { STATUS_CODES } from 'node:http';
import { proxyPage, type ReadyAnswer } from '../../faults/spoiled-answer.ts';
import type { Host } from './hosts.ts';

/**
 * The shapes that errors of Roblox have:
 * `legacy` an endpoint of the old hosts, `gateway` what stands before all of them, `cloud-v1` and `cloud-v2` Open
 * Cloud, `problem` RFC 9110 as its framework writes it, `oauth` RFC 6749, and answers that are no JSON.
 */
export const errorForms = [
  'legacy',
  'gateway',
  'cloud-v1',
  'cloud-v2',
  'problem',
  'oauth',
  'text',
  'html',
  'empty',
] as const;

export type ErrorForm = (typeof errorForms)[number];

export interface ErrorParts {
  readonly form: ErrorForm;
  readonly status: number;
  /** A number in `legacy` and `gateway`, a word elsewhere. */
  readonly code?: number | string | undefined;
  readonly message?: string | undefined;
  /** Of a `problem`: what is wrong with. */
  readonly field?: string | undefined;
}

/** Words of Open Cloud v2 by status. Source: https://create.roblox.com/docs/cloud/reference/errors */
const cloudCodes: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'NOT_IMPLEMENTED',
  503: 'UNAVAILABLE',
};

/** What the gateway says by status, where nothing else is said. */
const gatewayTexts: Readonly<Record<number, string>> = {
  401: 'Authorization has been denied for this request.',
  403: 'Token Validation Failed',
  429: 'Too many requests',
};

const json = (status: number, value: unknown, type = 'application/json'): ReadyAnswer => ({
  status,
  type,
  text: JSON.stringify(value),
});

type Writer = (parts: ErrorParts & { readonly message: string }) => ReadyAnswer;

const writers: Readonly<Record<ErrorForm, Writer>> = {
  legacy: ({ status, code = 0, message }) =>
    json(status, { errors: [{ code, message, userFacingMessage: 'Something went wrong' }] }),
  gateway: ({ status, code = 0, message }) => json(status, { errors: [{ code, message }] }),
  'cloud-v1': ({ status, code = cloudCodes[status] ?? 'INTERNAL', message }) =>
    json(status, { error: code, message, errorDetails: [] }),
  'cloud-v2': ({ status, code = cloudCodes[status] ?? 'INTERNAL', message }) =>
    json(status, { code, message }),
  problem: ({ status, field = '$', message }) =>
    json(
      status,
      {
        errors: { [field]: [message] },
        type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
        title: 'One or more validation errors occurred.',
        status,
      },
      'application/problem+json; charset=utf-8',
    ),
  oauth: ({ status, code = status === 401 ? 'invalid_token' : 'invalid_request', message }) =>
    json(status, { error: code, error_description: message }),
  text: ({ status, message }) => ({ status, type: 'text/plain; charset=utf-8', text: message }),
  html: ({ status }) => ({ status, type: 'text/html; charset=utf-8', text: proxyPage(status) }),
  empty: ({ status }) => ({ status, type: 'text/plain', text: '' }),
};

/** An error as it is sent. */
export function errorAnswer(parts: ErrorParts): ReadyAnswer {
  const { status, form } = parts;
  const message =
    parts.message ??
    (form === 'gateway' ? gatewayTexts[status] : undefined) ??
    STATUS_CODES[status] ??
    'Error';
  return writers[form]({ ...parts, message });
}

/** What answers an error on a route, where nothing else is asked for. */
export function formOf(path: string): ErrorForm {
  if (path.startsWith('/apis/oauth')) return 'oauth';
  return path.startsWith('/apis') ? 'cloud-v2' : 'gateway';
}

/** A request that is refused. */
export class RobloxError extends Error {
  readonly parts: ErrorParts;
  readonly headers: Readonly<Record<string, string>>;

  constructor(parts: ErrorParts, headers: Readonly<Record<string, string>> = {}) {
    super(parts.message ?? STATUS_CODES[parts.status] ?? 'Error');
    this.parts = parts;
    this.headers = headers;
  }
}

export const refusal = {
  /** An endpoint of the old hosts says no, with a code of its own. */
  legacy: (status: number, code: number, message: string) =>
    new RobloxError({ form: 'legacy', status, code, message }),
  gateway: (status: number, message?: string) => new RobloxError({ form: 'gateway', status, message }),
  cloud: (status: number, message: string) => new RobloxError({ form: 'cloud-v2', status, message }),
  /** A parameter or a body of the wrong shape, which the framework finds before the endpoint. */
  problem: (field: string, message: string) =>
    new RobloxError({ form: 'problem', status: 400, field, message }),
  oauth: (code: string, message: string, status = 400) =>
    new RobloxError({ form: 'oauth', status, code, message }),
  /** What is not there, or not with this method. */
  notHere: (method: string, path: string, host: Host | undefined) =>
    new RobloxError({
      form: host === undefined ? 'text' : formOf(path),
      status: 501,
      message: `The local Roblox has no ${method} ${path}`,
    }),
};
