import type { Clock } from '../../clock.ts';

export interface PollBody {
  readonly question: { text?: string | null };
  readonly answers: readonly { poll_media: PollMedia }[];
  readonly duration?: number | null;
  readonly allow_multiselect?: boolean | null;
}

interface PollMedia {
  readonly text?: string | null;
  readonly emoji?: { id?: string | null; name?: string | null } | null;
}

/** Hours that a poll is open when nothing is said. Source: https://docs.discord.com/developers/resources/poll */
const DEFAULT_HOURS = 24;

/** A new poll as Discord answers it: no votes, and the time when it ends. */
export function pollInput(clock: Clock, poll: PollBody) {
  return {
    question: { text: poll.question.text ?? '' },
    answers: poll.answers.map(({ poll_media: { text, emoji } }, index) => ({
      answer_id: index + 1,
      poll_media: {
        ...(text && { text }),
        ...(emoji && { emoji: { id: emoji.id ?? null, name: emoji.name ?? null } }),
      },
    })),
    expiry: clock.iso(clock.now() + (poll.duration ?? DEFAULT_HOURS) * 60 * 60 * 1000),
    allow_multiselect: poll.allow_multiselect ?? false,
    layout_type: 1,
    results: { answer_counts: [], is_finalized: false },
  };
}
