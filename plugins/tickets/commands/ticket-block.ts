import { BlockCommand, type BlockDesk } from '@guildhall/sdk';
import type { Subcommand } from '@sapphire/plugin-subcommands';
import plugin from '../plugin.ts';
import { toPage } from '../views/blocks.ts';

/** Who may not open tickets. */
export class TicketBlockCommand extends BlockCommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, { name: 'ticket-block' });
  }

  protected override desk(): BlockDesk {
    return { host: plugin.host, blocks: plugin.parts.blocks, toPage };
  }
}
