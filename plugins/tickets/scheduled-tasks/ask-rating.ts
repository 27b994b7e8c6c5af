import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { askRating } from '../effects/ratings.ts';

/** Asks the creator of a closed ticket how it was. */
export class AskRatingTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'ask-rating' });
  }

  override async run({ rating }: { rating: string }): Promise<void> {
    await askRating(rating);
  }
}
