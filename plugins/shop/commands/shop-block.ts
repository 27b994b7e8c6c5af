import { BlockCommand, type BlockDesk } from '@guildhall/sdk';
import type { Subcommand } from '@sapphire/plugin-subcommands';
import plugin from '../plugin.ts';
import { toPage } from '../views/blocks.ts';

/** Who may not buy. */
export class ShopBlockCommand extends BlockCommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, { name: 'shop-block' });
  }

  protected override desk(): BlockDesk {
    return { host: plugin.host, blocks: plugin.parts.blocks, toPage };
  }
}
