import type { ComponentHandler } from '@guildhall/sdk';
import { BindMenu } from '../bind-menu.ts';

/** The menu of roles that a bind takes. */
export class BindTakeHandler extends BindMenu {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, 'takes');
  }
}
