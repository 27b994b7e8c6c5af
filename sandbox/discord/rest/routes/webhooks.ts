import {
  AuditLogEvent,
  ChannelType,
  PermissionFlagsBits as P,
  type RESTPatchAPIWebhookJSONBody,
  type RESTPostAPIChannelWebhookJSONBody,
} from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { DiscordError } from '../../errors.ts';
import { webhookLimits } from '../../limits.ts';
import { type AuditChange, audit, changesBetween } from '../../state/audit-log.ts';
import type { Channel, Webhook } from '../../state/types.ts';
import { createWebhook, deleteWebhook, editWebhook, webhooksOf } from '../../state/webhooks.ts';
import { webhookByTokenObject, webhookObject } from '../../wire/webhook.ts';
import { guildChannelFor, guildFor, needInChannel, needInGuild } from '../access.ts';
import type { FormErrors } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { type Call, type Route, route } from '../route.ts';
import { pictureHash, webhookNameRules, webhookView } from '../webhooks/webhook-fields.ts';
import { webhookFor } from '../webhooks/webhook-messages.ts';
import { webhookCallRoutes } from './webhook-calls.ts';

const answer = spec('GuildIncomingWebhookResponse');
const list = z.array(answer as z.ZodMiniType) as unknown as $ZodType;
const name = z.string().check(z.minLength(webhookLimits.name.min), z.maxLength(webhookLimits.name.max));
const avatar = z.nullish(z.string());

const newWebhook = z.object({ name, avatar }) as unknown as $ZodType<RESTPostAPIChannelWebhookJSONBody>;
const webhookEdit = z.object({
  name: z.optional(name),
  avatar,
  channel_id: z.nullish(z.string()),
}) as unknown as $ZodType<RESTPatchAPIWebhookJSONBody>;

const rules = (body: { name?: string | undefined }, errors: FormErrors) =>
  webhookNameRules(body.name, errors, 'name');

/** Channels that have no webhooks of their own. */
const WITHOUT_WEBHOOKS: readonly ChannelType[] = [ChannelType.GuildCategory];

export const webhookRoutes: readonly Route[] = [
  route('POST', '/channels/:channel_id/webhooks', { body: newWebhook, rules, answer }, (call) => {
    const { world, user, application, params, body } = call;
    const channel = manageableChannel(call, params.channel_id);
    const webhook = createWebhook(world, channel, {
      name: body.name.trim(),
      avatar: body.avatar ? pictureHash(body.avatar, 'avatar') : null,
      creator: user,
      applicationId: application.id,
    });
    note(call, AuditLogEvent.WebhookCreate, webhook, changesBetween({}, auditable(webhook)));
    return webhookObject(webhook, webhookView(world, application.id));
  }),
  route('GET', '/channels/:channel_id/webhooks', { answer: list }, (call) => {
    const { channel, me } = guildChannelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ManageWebhooks);
    return shown(call, webhooksOf(call.world, channel));
  }),
  route('GET', '/guilds/:guild_id/webhooks', { answer: list }, (call) => {
    const { guild, me } = guildFor(call, call.params.guild_id);
    needInGuild(call, me, P.ManageWebhooks);
    return shown(call, webhooksOf(call.world, guild));
  }),
  route('GET', '/webhooks/:webhook_id', { answer }, (call) =>
    webhookObject(
      manageableWebhook(call, call.params.webhook_id),
      webhookView(call.world, call.application.id),
    ),
  ),
  route('PATCH', '/webhooks/:webhook_id', { body: webhookEdit, rules, answer }, (call) => {
    const { world, application, params, body } = call;
    const webhook = manageableWebhook(call, params.webhook_id);
    const before = auditable(webhook);
    editWebhook(world, webhook, {
      ...changes(body),
      ...(body.channel_id && { channelId: destination(call, webhook, body.channel_id).id }),
    });
    note(call, AuditLogEvent.WebhookUpdate, webhook, changesBetween(before, auditable(webhook)));
    return webhookObject(webhook, webhookView(world, application.id));
  }),
  route('DELETE', '/webhooks/:webhook_id', {}, (call) => {
    const webhook = manageableWebhook(call, call.params.webhook_id);
    deleteWebhook(call.world, webhook);
    note(call, AuditLogEvent.WebhookDelete, webhook, changesBetween(auditable(webhook), {}));
  }),
  route(
    'GET',
    '/webhooks/:webhook_id/:webhook_token',
    { auth: 'none', exempt: true, answer },
    ({ world, params }) =>
      webhookByTokenObject(webhookFor(world, params.webhook_id, params.webhook_token), webhookView(world)),
  ),
  route(
    'PATCH',
    '/webhooks/:webhook_id/:webhook_token',
    { auth: 'none', exempt: true, body: webhookEdit, rules, answer },
    ({ world, params, body }) => {
      const webhook = webhookFor(world, params.webhook_id, params.webhook_token);
      editWebhook(world, webhook, changes(body));
      return webhookByTokenObject(webhook, webhookView(world));
    },
  ),
  route(
    'DELETE',
    '/webhooks/:webhook_id/:webhook_token',
    { auth: 'none', exempt: true },
    ({ world, params }) => deleteWebhook(world, webhookFor(world, params.webhook_id, params.webhook_token)),
  ),
  ...webhookCallRoutes,
];

/**
 * A channel in which the caller may make one more webhook.
 * @throws DiscordError 50024 where there are none, 50013, 30007 when it is full.
 */
function manageableChannel(call: Call, channelId: string): Channel {
  const { channel, me } = guildChannelFor(call, channelId);
  if (channel.thread || WITHOUT_WEBHOOKS.includes(channel.type)) throw new DiscordError(50024);
  needInChannel(call, me, channel, P.ManageWebhooks);
  if (webhooksOf(call.world, channel).length >= webhookLimits.perChannel) throw new DiscordError(30007);
  return channel;
}

/** @throws DiscordError 10015 when there is none, 50001 and 50013 when the caller may not manage it. */
function manageableWebhook(call: Call, id: string): Webhook {
  const webhook = call.world.webhooks.get(id);
  if (!webhook) throw new DiscordError(10015);
  const { channel, me } = guildChannelFor(call, webhook.channelId);
  needInChannel(call, me, channel, P.ManageWebhooks);
  return webhook;
}

/** Where a webhook is moved to. @throws DiscordError 10003 for a channel of another guild. */
function destination(call: Call, webhook: Webhook, channelId: string): Channel {
  const channel = call.world.channels.get(channelId);
  if (channel?.guild?.id !== webhook.guildId) throw new DiscordError(10003);
  return channelId === webhook.channelId ? channel : manageableChannel(call, channelId);
}

function changes(body: RESTPatchAPIWebhookJSONBody): Partial<Pick<Webhook, 'name' | 'avatar'>> {
  return {
    ...(body.name !== undefined && { name: body.name.trim() }),
    ...(body.avatar !== undefined && {
      avatar: body.avatar === null ? null : pictureHash(body.avatar, 'avatar'),
    }),
  };
}

function shown({ world, application }: Call, webhooks: readonly Webhook[]): object[] {
  return webhooks.map((webhook) => webhookObject(webhook, webhookView(world, application.id)));
}

/** What the audit log tells of a webhook. */
function auditable({ name, avatar, channelId, applicationId }: Webhook): object {
  return { type: 1, name, avatar_hash: avatar, channel_id: channelId, application_id: applicationId };
}

function note(call: Call, action: AuditLogEvent, webhook: Webhook, changes: AuditChange[]): void {
  const guild = call.world.guilds.get(webhook.guildId);
  if (!guild) return;
  const { user, reason } = call;
  audit(call.world, guild, { action, userId: user.id, targetId: webhook.id, reason, changes });
}
