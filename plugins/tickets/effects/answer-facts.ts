import { channelMention, roleMention, userMention } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import { answered } from '../forms/sheets.ts';
import plugin from '../plugin.ts';
import { answerText } from '../views/answer-words.ts';

/** A question and its answer as text, as it was asked. */
export interface AnswerFact {
  readonly label: string;
  /** Empty where nothing was answered. People, roles and channels are mentions. */
  readonly value: string;
}

const mentions: Readonly<Record<string, (id: string) => string>> = {
  user: userMention,
  role: roleMention,
  channel: channelMention,
};

/** What was answered in the form of a ticket, in the order of its questions; none where nothing was asked. */
export async function answerFacts({ guild, id }: Ticket): Promise<AnswerFact[]> {
  const open = await plugin.parts.sheets.of(id);
  const { t } = await plugin.host.texts.ofGuild(guild);
  return (open ? answered(open) : []).map(({ question, answer = { values: [] } }) => {
    const mention = mentions[question.kind];
    const value = mention
      ? answer.values.map((one) => (/^\d+$/.test(one) ? mention(one) : one)).join(', ')
      : answerText(question, answer, t);
    return { label: question.label, value };
  });
}
