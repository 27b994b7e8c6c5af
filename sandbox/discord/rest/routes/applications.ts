import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { httpError } from '../../errors.ts';
import type { Application } from '../../state/types.ts';
import { INTENT_FLAGS, ownApplicationObject } from '../../wire/application.ts';
import type { FormErrors } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { type Route, route } from '../route.ts';

interface ApplicationEdit {
  readonly description?: string | null;
  readonly flags?: number | null;
  readonly icon?: string | null;
  readonly cover_image?: string | null;
  readonly interactions_endpoint_url?: string | null;
}

interface InstallParams {
  readonly scopes?: readonly string[] | null;
  readonly permissions?: string | null;
}

type InstallConfig = Readonly<Record<string, { oauth2_install_params?: InstallParams | null } | null>>;

const same = (value: unknown): unknown => value;

/** Members that are kept, and how each is written back. */
const KEPT: Readonly<Record<string, (value: never) => unknown>> = {
  tags: same,
  custom_install_url: same,
  install_params: installParams,
  integration_types_config: installConfig,
  role_connections_verification_url: same,
  event_webhooks_url: same,
  event_webhooks_status: same,
  event_webhooks_types: same,
};

const answer = spec('PrivateApplicationResponse');

/** Discord's specification has the description as an object; its docs, and the clients, as a text. */
const editBody = z.extend(spec('ApplicationFormPartial') as unknown as z.ZodMiniObject, {
  description: z.nullish(z.string().check(z.maxLength(400))),
}) as unknown as $ZodType<ApplicationEdit>;

export const applicationRoutes: readonly Route[] = [
  route('GET', '/applications/@me', { answer }, ({ world, application }) =>
    ownApplicationObject(world, application),
  ),
  route('PATCH', '/applications/@me', { body: editBody, rules: editRules, answer }, (call) => {
    const { world, application, body } = call;
    if (body.icon || body.cover_image)
      throw httpError.notImplemented('PATCH /applications/@me with an image');
    if (body.description !== undefined) application.description = body.description ?? '';
    if (typeof body.flags === 'number') switchIntents(application, body.flags);
    for (const [key, written] of Object.entries(KEPT)) {
      const value = (body as Record<string, unknown>)[key];
      if (value === null) delete application.settings[key];
      else if (value !== undefined) application.settings[key] = written(value as never);
    }
    return ownApplicationObject(world, application);
  }),
];

function editRules(body: ApplicationEdit, errors: FormErrors): void {
  // Discord calls the address before it takes it, and nothing local can be called from outside.
  if (body.interactions_endpoint_url)
    errors.add(
      ['interactions_endpoint_url'],
      'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
      'The specified interactions endpoint url could not be verified.',
    );
}

function switchIntents(application: Application, flags: number): void {
  for (const [flag, intent] of INTENT_FLAGS) {
    if (flags & flag) application.privilegedIntents |= intent;
    else application.privilegedIntents &= ~intent;
  }
}

function installParams({ scopes, permissions }: InstallParams): object {
  return { scopes: scopes ?? [], permissions: permissions ?? '0' };
}

function installConfig(config: InstallConfig): object {
  return Object.fromEntries(
    Object.entries(config).flatMap(([type, about]) => {
      if (about === null) return [];
      const params = about.oauth2_install_params;
      return [[type, params ? { oauth2_install_params: installParams(params) } : {}]];
    }),
  );
}
