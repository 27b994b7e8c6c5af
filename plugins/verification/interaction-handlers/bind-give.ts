import type { ComponentHandler } from '@guildhall/sdk';
import { BindMenu } from '../bind-menu.ts';

/** The menu of roles that a bind gives. */
export class BindGiveHandler extends BindMenu {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, 'gives');
  }
}
