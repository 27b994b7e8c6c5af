import type { Webhook } from '../state/types.ts';
import { userObject } from './user.ts';

/** What a webhook is written out for. */
export interface WebhookView {
  /** Where webhooks are called, like `http://127.0.0.1:4000/api/webhooks`. */
  readonly base: string;
  /** The application that reads: the token of another application's webhook is kept from it. */
  readonly reader?: string | undefined;
}

/** A webhook as Discord sends it to those who manage webhooks. */
export function webhookObject(webhook: Webhook, view: WebhookView) {
  const { applicationId } = webhook;
  return {
    ...common(webhook, applicationId === null || applicationId === view.reader ? view : undefined),
    user: userObject(webhook.creator),
  };
}

/** A webhook as Discord sends it to somebody who knows nothing but its token: without its maker. */
export function webhookByTokenObject(webhook: Webhook, view: WebhookView) {
  return common(webhook, view);
}

function common(webhook: Webhook, view: WebhookView | undefined) {
  return {
    id: webhook.id,
    type: 1,
    application_id: webhook.applicationId,
    avatar: webhook.avatar,
    channel_id: webhook.channelId,
    guild_id: webhook.guildId,
    name: webhook.name,
    ...(view && { token: webhook.token, url: `${view.base}/${webhook.id}/${webhook.token}` }),
  };
}
