import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { AnswerMessage } from '../entities/answer-message.ts';

export type AnswerMessages = LiveMessageBook<{ guild: string; ticket: string }, AnswerMessage>;

/** Keeps what is known of the messages that ask and show the answers of tickets. */
export function answerMessages({ database, clock, newId, jobs, audit }: Context): AnswerMessages {
  return new LiveMessageBook({
    database,
    clock,
    newId,
    entity: AnswerMessage,
    draw: (em, thing, runAt) =>
      jobs.add(em, 'show-answers', { ...thing }, { runAt, key: `answers:${thing.ticket}` }),
    blocked: (em, { guild }, channel, reason) =>
      audit.write(em, { guild, actor: automatic, action: 'control.blocked', target: channel, reason }),
  });
}
