import { NoServer } from '../tools/empty-database.ts';
import { dialects } from '../tools/tables.ts';
import type { Figure, Report, Scale } from './report.ts';
import { type CheckoutPlan, checkout } from './shop-checkout.ts';
import { ShopDesk } from './shop-desk.ts';
import { type SalesPlan, salesNumbers } from './shop-numbers.ts';

interface Plan {
  readonly checkout: CheckoutPlan;
  readonly sales: SalesPlan;
}

const plans: Readonly<Record<Scale, Plan>> = {
  quick: { checkout: { calm: 3, buyers: 20, items: 5 }, sales: { orders: 2_000, runs: 2 } },
  usual: { checkout: { calm: 100, buyers: 500, items: 100 }, sales: { orders: 200_000, runs: 10 } },
  full: { checkout: { calm: 300, buyers: 500, items: 100 }, sales: { orders: 200_000, runs: 50 } },
};

/** The shop as people meet it, on each database: orders one by one and by a crowd, and its numbers after years. */
export async function run(scale: Scale): Promise<Report> {
  const { checkout: buying, sales } = plans[scale];
  const figures: Figure[] = [];
  for (const dialect of dialects) {
    console.error(`shop: ${dialect}`);
    const desk = await ShopDesk.open(dialect).catch((error: unknown) => {
      if (error instanceof NoServer) {
        console.error(`shop: ${error.message}. Its figures are left out.`);
        return undefined;
      }
      throw error;
    });
    if (desk) {
      figures.push(...(await checkout(desk, buying)), ...(await salesNumbers(desk, sales)));
      await desk.close();
    }
  }
  return {
    bench: 'shop',
    about: `the bot and the local Discord, in two processes: ${buying.calm} orders one after another; ${buying.buyers} people who send the form for ${buying.items} items at the same moment; /sales of ${sales.orders} orders, with its picture`,
    figures,
  };
}
