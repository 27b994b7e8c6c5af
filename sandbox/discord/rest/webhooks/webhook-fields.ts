import { createHash } from 'node:crypto';
import type { World } from '../../state/world.ts';
import type { WebhookView } from '../../wire/webhook.ts';
import { type FormErrors, refuseField } from '../body/form-errors.ts';

/** Words that no name of a webhook has in it. Source: https://docs.discord.com/developers/resources/webhook#create-webhook */
const FORBIDDEN_WORDS = ['clyde', 'discord'];

/** Adds what Discord has against a name: of a webhook, or one that it writes under. */
export function webhookNameRules(name: unknown, errors: FormErrors, field: string): void {
  if (typeof name !== 'string') return;
  for (const word of FORBIDDEN_WORDS)
    if (name.toLowerCase().includes(word))
      errors.add([field], 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${word}"`);
}

/**
 * What a picture in a body is stored as: its hash. The picture itself is not kept.
 * @throws DiscordError 50035 when it is no picture.
 */
export function pictureHash(image: string, field: string): string {
  if (!/^data:image\/(png|jpe?g|gif|webp);base64,[\w+/=\s]+$/.test(image))
    refuseField([field], 'IMAGE_INVALID', 'Invalid image');
  return hashOf(image);
}

/** The name that a picture is known by, made of what it is made of. */
export function hashOf(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** How webhooks are written out for an application, or for whoever holds the token. */
export function webhookView(world: World, reader?: string): WebhookView {
  return { base: world.links.base.replace(/\/cdn$/, '/api/webhooks'), reader };
}
