import { ComponentHandler } from '@guildhall/sdk';

/** A button or form that staff use on an order. Whether they may is checked when they do. */
export abstract class ReviewHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'review' });
  }
}
