import { ComponentHandler } from '@guildhall/sdk';

/** A button or form that staff use on an order. Whether they may is checked when they do. */
export abstract class ReviewHandler extends ComponentHandler {
  constructor(
    context: ComponentHandler.LoaderContext,
    { capability = 'review' }: ReviewHandler.Options = {},
  ) {
    super(context, { capability });
  }
}

export namespace ReviewHandler {
  /** What staff must be allowed to do, where it is more than to look at payments. */
  export type Options = { readonly capability?: string };
}
