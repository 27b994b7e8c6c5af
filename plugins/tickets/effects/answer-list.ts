import type { Actor, Message } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { standingOf } from '../rights.ts';
import { answerHistory, answerList } from '../views/answer-list.ts';
import { needSheet } from './answering.ts';
import { ordersOf } from './answers.ts';

/** Who looks, and in which language they read. */
interface Reader {
  readonly member: Actor;
  readonly locale: string;
}

/** One page of a ticket's answers, as far as this person may see and change them. */
export async function listOf({ member, locale }: Reader, ticket: Ticket, page: number): Promise<Message> {
  const { staff } = await standingOf(member, ticket);
  const open = await needSheet(ticket);
  const orders = await ordersOf(open, { user: member.id, staff });
  const changes = staff || ticket.state === 'open';
  return answerList({ ticket, open, page, orders, staff, changes }, plugin.host.texts.in(locale));
}

/** One page of what was changed in them. */
export async function historyOf({ locale }: Reader, ticket: Ticket, page: number): Promise<Message> {
  const { form } = await needSheet(ticket);
  const history = await plugin.parts.sheets.history(ticket.id, page);
  return answerHistory(ticket, form.questions, history, plugin.host.texts.in(locale));
}
