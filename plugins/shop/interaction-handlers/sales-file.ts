import { ComponentHandler, type ComponentInteraction } from '@guildhall/sdk';
import { sendSales } from '../effects/sales.ts';
import { exportFormats } from '../sales/sales-export.ts';
import { isPeriod } from '../sales/sales-periods.ts';

/** Gives the ledger of the time that `/sales` shows as files. */
export class SalesFileHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'sales' });
  }

  override async run(interaction: ComponentInteraction, [format, period = '']: string[]): Promise<void> {
    const wanted = exportFormats.find((one) => one === format) ?? 'csv';
    await sendSales(interaction, wanted, isPeriod(period) ? period : 'month');
  }
}
