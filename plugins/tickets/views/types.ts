import { type Message, plain, type Translate } from '@guildhall/sdk';
import type { TicketType } from '../entities/ticket-type.ts';

/** A type that was just added, and what comes next. */
export function addedType({ name }: TicketType, t: Translate): Message {
  return { content: t('types.added', { name: plain(name, 60) }), private: true };
}
