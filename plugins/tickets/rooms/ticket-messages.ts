import type { LiveMessageRow } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { CloseRequest } from '../entities/close-request.ts';
import type { AnswerMessages } from '../forms/answer-messages.ts';
import type { Posts } from '../posts.ts';
import type { ControlMessages } from './control-messages.ts';

interface Books {
  readonly controls: ControlMessages;
  readonly answers: AnswerMessages;
  readonly posts: Posts;
}

/** A message that is to stand in the channel of a ticket. */
export interface StandingMessage extends LiveMessageRow {
  /** Has it made anew, if it is not there. */
  readonly again: () => Promise<void>;
}

/** The messages by which people work on tickets: how each stands, its questions and answers, and whether it can be closed. */
export class TicketMessages {
  readonly #context: Context;
  readonly #books: Books;

  constructor(context: Context, books: Books) {
    this.#context = context;
    this.#books = books;
  }

  /** Those that stand in the channels of these tickets, as far as we know. */
  async of(guild: string, tickets: readonly string[]): Promise<StandingMessage[]> {
    const { controls, answers, posts } = this.#books;
    const there = { guild, ticket: { $in: [...tickets] }, message: { $ne: null } };
    const asked = await this.#context.database
      .read()
      .find(CloseRequest, { guild, ticket: { $in: [...tickets] }, state: 'waiting' }, { fields: ['id'] });
    const subjects = asked.map(({ id }) => id);
    return [
      ...(await controls.all(there)).map((row) => this.#control(row)),
      ...(await answers.all(there)).map((row) => this.#answer(row)),
      ...(await posts.all({ guild, subject: { $in: subjects }, message: { $ne: null } })).map((row) =>
        this.#post(row),
      ),
    ];
  }

  /** Messages of a ticket's channel were deleted: those of them that are to stand there come back. */
  async deleted(guild: string, channel: string, messages: readonly string[]): Promise<void> {
    const { controls, answers, posts } = this.#books;
    const requests = (await posts.among(channel, messages)).filter(({ kind }) => kind === 'request');
    const waiting = await this.#context.database
      .read()
      .find(CloseRequest, { guild, id: { $in: requests.map(({ subject }) => subject) }, state: 'waiting' });
    const lost = [
      ...(await controls.among(channel, messages)).map((row) => this.#control(row)),
      ...(await answers.among(channel, messages)).map((row) => this.#answer(row)),
      ...requests
        .filter(({ subject }) => waiting.some(({ id }) => id === subject))
        .map((row) => this.#post(row)),
    ];
    for (const { again } of lost) {
      await again();
    }
  }

  #control(row: Awaited<ReturnType<ControlMessages['all']>>[number]): StandingMessage {
    const { guild, ticket } = row;
    return { ...row, again: () => this.#books.controls.doubt([{ guild, ticket }]) };
  }

  #answer(row: Awaited<ReturnType<AnswerMessages['all']>>[number]): StandingMessage {
    const { guild, ticket } = row;
    return { ...row, again: () => this.#books.answers.doubt([{ guild, ticket }]) };
  }

  #post(row: Awaited<ReturnType<Posts['all']>>[number]): StandingMessage {
    const { guild, kind, subject } = row;
    return { ...row, again: () => this.#books.posts.doubt([{ guild, kind, subject }]) };
  }
}
