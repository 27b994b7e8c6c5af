import { plain, plainLines, type Translate } from '@guildhall/sdk';
import { channelMention, inlineCode, messageLink, roleMention, userMention } from 'discord.js';
import type { Answer, AnswerFile, Question } from '../forms/question.ts';
import type { Answered } from '../forms/sheets.ts';

/** Where the files of answers lie. */
export interface Place {
  readonly guild: string;
  readonly channel: string | null | undefined;
}

/** One answer as people read it, in at most `max` characters, or those of the first thing that was chosen. */
export function answerWords(
  { kind }: Question,
  answer: Answer | undefined,
  t: Translate,
  { max = 300, place }: { readonly max?: number; readonly place?: Place } = {},
): string {
  const [first] = answer?.values ?? [];
  if (!answer || first === undefined) {
    return t('forms.nothing');
  }
  switch (kind) {
    case 'yes-no':
      return t(`forms.${first === 'yes' ? 'yes' : 'no'}`);
    case 'user':
      return mentions(answer, userMention, max);
    case 'role':
      return mentions(answer, roleMention, max);
    case 'channel':
      return mentions(answer, channelMention, max);
    case 'order':
      return inlineCode(first.replaceAll('`', "'"));
    case 'file':
      return listed(
        (answer.files ?? []).map((file) => fileWords(file, t, place)),
        max,
      );
    case 'choice':
      return listed(
        answer.values.map((value) => plain(value, 80)),
        max,
      );
    default:
      return plainLines(first, max);
  }
}

/** One answer without Markdown and mentions, for a form that is filled in, and for lists in which it stands alone. */
export function answerText({ kind }: Pick<Question, 'kind'>, answer: Answer, t: Translate): string {
  const [first] = answer.values;
  return kind === 'yes-no' && first !== undefined ? t(`forms.${first}`) : answer.values.join(', ');
}

/** Questions and answers below each other, as many as have room, then how many are left out. */
export function answerLines(all: readonly Answered[], t: Translate, place: Place, room = 3_600): string {
  const max = Math.max(60, Math.min(1_000, Math.floor(room / Math.max(1, all.length)) - 60));
  const lines: string[] = [];
  let length = 0;
  for (const { question, answer } of all) {
    const line = `**${plain(question.label, 90)}**\n${answerWords(question, answer, t, { max, place })}`;
    if (length + line.length > room) {
      lines.push(t('forms.more', { count: all.length - lines.length }));
      break;
    }
    lines.push(line);
    length += line.length + 1;
  }
  return lines.join('\n');
}

/** A role may be gone, a person be forgotten: what is no id is shown as it is. */
const mentions = ({ values }: Answer, mention: (id: string) => string, max: number) =>
  listed(
    values.map((value) => (/^\d{17,20}$/.test(value) ? mention(value) : value)),
    max,
  );

/** As many as have room, the first in any case, and how many are left out. Half a mention or half a link is none. */
function listed(words: readonly string[], max: number): string {
  let shown = words[0] ?? '';
  for (const [index, word] of words.entries()) {
    const rest = index + 1 < words.length ? `, +${words.length - index - 1}`.length : 0;
    if (index > 0 && shown.length + `, ${word}`.length + rest > max) {
      return `${shown}, +${words.length - index}`;
    }
    shown = index === 0 ? word : `${shown}, ${word}`;
  }
  return shown;
}

function fileWords({ name, message }: AnswerFile, t: Translate, place: Place | undefined): string {
  const words = plain(name, 80);
  if (message === 'lost') {
    return t('forms.file-lost', { name: words });
  }
  return message && place?.channel
    ? `[${words}](${messageLink(place.channel, message, place.guild)})`
    : words;
}
