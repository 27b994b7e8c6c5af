import { pollLimits } from '../../limits.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { type Emoji, emojiRules } from './buttons.ts';

interface GivenPoll {
  readonly question: { readonly text?: string | null };
  readonly answers: readonly {
    readonly poll_media: { readonly text?: string | null; readonly emoji?: Emoji | null };
  }[];
}

/** A poll asks with a text, and every answer is one. Source: https://docs.discord.com/developers/resources/poll */
export function pollRules(poll: object | null | undefined, errors: FormErrors, path: FormPath): void {
  if (!poll) return;
  const { question, answers } = poll as GivenPoll;
  if (!question.text?.trim()) errors.add([...path, 'question', 'text'], ...problem.required);
  answers.forEach(({ poll_media: { text, emoji } }, index) => {
    const at = [...path, 'answers', index, 'poll_media'];
    if (!text?.trim()) errors.add([...at, 'text'], ...problem.required);
    else if (characters(text) > pollLimits.answer)
      errors.add([...at, 'text'], ...problem.length(1, pollLimits.answer));
    emojiRules(emoji, errors, [...at, 'emoji']);
  });
}
