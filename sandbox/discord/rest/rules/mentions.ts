import type { AllowedMentions } from '../../state/messages.ts';
import type { FormErrors, FormPath } from '../body/form-errors.ts';

/**
 * Whom a message may mention is told either by kind or by id, not by both.
 * Source: https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function allowedMentionRules(
  mentions: AllowedMentions | null | undefined,
  errors: FormErrors,
  path: FormPath,
): void {
  if (!mentions) return;
  for (const kind of ['users', 'roles'] as const) {
    const ids = mentions[kind] ?? [];
    if (ids.length > 0 && mentions.parse?.includes(kind))
      errors.add(
        path,
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index)
        errors.add(
          [...path, kind, index],
          'SET_TYPE_ALREADY_CONTAINS_VALUE',
          'The set already contains this value',
        );
    });
  }
}
