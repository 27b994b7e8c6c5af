import type { APIEmbed } from 'discord-api-types/v10';
import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { messageLimits } from '../../limits.ts';
import type { AllowedMentions } from '../../state/messages.ts';
import type { Message } from '../../state/types.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import type { UploadedFile } from '../body/multipart.ts';
import { attachmentRules, type GivenAttachment } from './attachments.ts';
import { componentRules, type GivenComponent } from './components.ts';
import { embedRules } from './embeds.ts';
import { allowedMentionRules } from './mentions.ts';
import { pollRules } from './polls.ts';

/** What the rules of a message need to know beyond its body. */
export interface MessageContext {
  /** The files that came with the request. */
  readonly files?: readonly UploadedFile[];
  /** Where the message is in the body: `['data']` in an interaction callback. */
  readonly path?: FormPath;
  /** The message that an edit changes: what the body leaves out stays as it is there. */
  readonly editing?: EditedMessage | undefined;
}

type EditedMessage = Pick<Message, 'content' | 'embeds' | 'attachments' | 'components' | 'flags'> &
  Partial<Pick<Message, 'poll' | 'stickers'>>;

interface GivenMessage {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly GivenComponent[] | null;
  readonly attachments?: readonly GivenAttachment[] | null;
  readonly sticker_ids?: readonly string[] | null;
  readonly poll?: object | null;
  readonly flags?: number | null;
  readonly allowed_mentions?: AllowedMentions | null;
  readonly message_reference?: { readonly type?: number | null } | null;
  readonly shared_client_theme?: object | null;
}

/**
 * Adds to `errors` what Discord has against a message beyond the schema of its body: a route for messages calls it as
 * `rules: (body, errors, call) => messageRules(body, errors, { files: call.files })`. The body must have passed its
 * schema.
 *
 * @throws DiscordError 50006 when nothing is wrong but nothing is in it, 30015 for more than ten files.
 */
export function messageRules(body: object, errors: FormErrors, context: MessageContext = {}): void {
  const given = body as GivenMessage;
  const { files = [], path = [], editing } = context;
  const at = (member: string): FormPath => [...path, member];
  const v2 = (((given.flags ?? 0) | (editing?.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;

  if (characters(given.content ?? '') > messageLimits.content)
    errors.add(at('content'), ...problem.length(undefined, messageLimits.content));
  if (given.embeds) embedRules(given.embeds, errors, at('embeds'));
  const present = editing?.attachments ?? [];
  const all = attachmentRules(given.attachments, files, present, errors, at('attachments'));
  if (given.components) componentRules(given.components, errors, at('components'), { v2, hasFile: all.has });
  allowedMentionRules(given.allowed_mentions, errors, at('allowed_mentions'));
  pollRules(given.poll, errors, at('poll'));

  const result = {
    content: given.content === undefined ? editing?.content : given.content,
    embeds: given.embeds === undefined ? editing?.embeds : given.embeds,
    components: given.components === undefined ? editing?.components : given.components,
    sticker_ids: given.sticker_ids === undefined ? editing?.stickers : given.sticker_ids,
    poll: given.poll === undefined ? editing?.poll : given.poll,
  };
  if (v2) legacyRules(result, errors, path);
  if (errors.any) return;
  if (all.count > messageLimits.files) throw new DiscordError(30015);
  const empty =
    !result.content?.trim() &&
    !result.embeds?.length &&
    !result.components?.length &&
    !result.sticker_ids?.length &&
    !result.poll &&
    all.count === 0 &&
    !given.shared_client_theme &&
    given.message_reference?.type !== MessageReferenceType.Forward;
  if (empty) throw new DiscordError(50006);
}

/** A message of components V2 has nothing beside them. */
function legacyRules(message: Readonly<Record<string, unknown>>, errors: FormErrors, path: FormPath): void {
  for (const member of ['content', 'embeds', 'sticker_ids', 'poll']) {
    const value = message[member];
    if (!value || (Array.isArray(value) && value.length === 0)) continue;
    errors.add(
      [...path, member],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${member}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    );
  }
}
