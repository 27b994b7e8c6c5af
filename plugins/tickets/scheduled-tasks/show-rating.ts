import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showRating } from '../effects/ratings.ts';

/** Shows staff what the creator of a ticket thought of it. */
export class ShowRatingTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-rating' });
  }

  override async run({ rating }: { rating: string }): Promise<void> {
    await showRating(rating);
  }
}
