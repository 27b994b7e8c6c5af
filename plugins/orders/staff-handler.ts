import { ComponentHandler } from '@guildhall/sdk';

/** A button, menu or form that staff use. Whether they may is checked when they do. */
export abstract class StaffHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'manage' });
  }
}
