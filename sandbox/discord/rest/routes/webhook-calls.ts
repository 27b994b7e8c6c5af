import { interactionMessage, interactionWebhook } from '../../state/interactions.ts';
import { deleteMessage, editMessage } from '../../state/messages.ts';
import type { Interaction, Message, Webhook } from '../../state/types.ts';
import { messageObject } from '../../wire/message.ts';
import type { FormErrors } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { messageChanges } from '../messages/message-input.ts';
import { queryFlag } from '../query.ts';
import { type Call, type Route, route } from '../route.ts';
import { messageRules } from '../rules/message.ts';
import { editAnswer, followUp } from '../webhooks/interaction-webhooks.ts';
import { webhookNameRules } from '../webhooks/webhook-fields.ts';
import {
  executeWebhook,
  usableBody,
  type WebhookBody,
  webhookFor,
  webhookMessage,
} from '../webhooks/webhook-messages.ts';

/** A call that is known by the token in its path. */
interface TokenParams {
  webhook_id: string;
  webhook_token: string;
  /** Nothing stands for `@original`. */
  message_id?: string;
}

/** The caller is known by the token alone, and the global limit leaves these routes out. */
const byToken = { auth: 'none', exempt: true } as const;
const answer = spec('MessageResponse');

const MESSAGE_PATHS = [
  '/webhooks/:webhook_id/:webhook_token/messages/@original',
  '/webhooks/:webhook_id/:webhook_token/messages/:message_id',
] as const;

/**
 * What is done with a token and no bot: to call a webhook, and to follow up on an interaction, whose token stands for a
 * webhook of its application.
 */
export const webhookCallRoutes: readonly Route[] = [
  route(
    'POST',
    '/webhooks/:webhook_id/:webhook_token',
    { ...byToken, answer, body: spec<WebhookBody>('IncomingWebhookRequestPartial'), rules: writeRules },
    (call) => {
      const owner = ownerOf(call);
      if ('application' in owner) return shown(call, followUp(call, owner, call.body));
      const message = executeWebhook(call, owner, usableBody(call, owner, call.body));
      return queryFlag(call, 'wait') ? shown(call, message) : undefined;
    },
  ),
  ...MESSAGE_PATHS.flatMap((path) => [
    route('GET', path, { ...byToken, answer }, (call) => shown(call, messageOf(call))),
    route(
      'PATCH',
      path,
      {
        ...byToken,
        answer,
        body: spec<WebhookBody>('IncomingWebhookUpdateRequestPartial'),
        rules: editRules,
      },
      (call) => {
        const owner = ownerOf(call);
        const message = messageOf(call);
        const body = usableBody(call, owner, call.body);
        if ('application' in owner) editAnswer(call, owner, message, body);
        else editMessage(call.world, message, messageChanges(call, message, body));
        return shown(call, message);
      },
    ),
    route('DELETE', path, byToken, (call) => deleteMessage(call.world, messageOf(call))),
  ]),
];

type TokenCall = Pick<Call<TokenParams>, 'world' | 'params' | 'query'>;

/** What the token belongs to. @throws DiscordError 10015 or 50027 when it belongs to nothing (any more). */
function ownerOf({ world, params }: TokenCall): Interaction | Webhook {
  const { webhook_id: id, webhook_token: token } = params;
  return interactionWebhook(world, id, token) ?? webhookFor(world, id, token);
}

/** The message of the path. @throws DiscordError 10008 when there is none that the token reaches. */
function messageOf(call: TokenCall): Message {
  const owner = ownerOf(call);
  const { message_id: id = '@original' } = call.params;
  return 'application' in owner ? interactionMessage(call.world, owner, id) : webhookMessage(call, owner, id);
}

/** A message as the token's application reads it. */
function shown({ world, params }: TokenCall, message: Message): object {
  return messageObject(message, { ...world.view, reader: params.webhook_id });
}

function writeRules(body: WebhookBody, errors: FormErrors, call: Call<Record<string, string>>): void {
  const owner = ownerOf(call as unknown as TokenCall);
  webhookNameRules(body.username, errors, 'username');
  messageRules(usableBody(call, owner, body), errors, { files: call.files });
}

function editRules(body: WebhookBody, errors: FormErrors, call: Call<Record<string, string>>): void {
  const owner = ownerOf(call as unknown as TokenCall);
  const message = messageOf(call as unknown as TokenCall);
  messageRules(usableBody(call, owner, body), errors, { files: call.files, editing: message });
}
