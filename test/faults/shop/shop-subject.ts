import { mayWrite, seconds } from '../../stage/feature-stage.ts';
import type { Subject } from '../subject.ts';
import { goods, ShopLane, secretOf } from './shop-lane.ts';
import { lookAtOrder, wrongWithOrder } from './shop-look.ts';
import { shopOperations } from './shop-operations.ts';

/** How many items there are in each shop: one for each order that is tried there, and more. */
const items = 100;

/** Shops that sell an item, a role, a role for a time, and what staff write. */
export const shops: Subject<ShopLane> = {
  name: 'shops',
  plugin: 'shop',
  server: {
    owner: 'ada',
    permissions: [...mayWrite, 'ManageRoles'],
    channels: ['general', 'payments', 'sold'],
    roles: ['Gold', 'Pass', 'Customer'],
  },
  settings: (guild) => ({
    reviewChannel: guild.channel('payments').id,
    logChannel: guild.channel('sold').id,
    customerRole: guild.role('Customer').id,
  }),
  operations: shopOperations,
  lane: (guild, ground) => new ShopLane(guild, ground),
  furnish: async ({ guild }) => {
    const { owner: ada } = guild;
    const patient = { timeout: seconds(120) };
    await ada.until(() => ada.commands().includes('/payment-method add'), patient);
    await ada.slash('/payment-method add', { kind: 'other' }, patient);
    await ada.submit({ name: 'Bank', instructions: 'Send it to account 42.' }, patient);
    const role = { kind: 'Role', price: '5' };
    for (const product of [
      { name: goods.key, price: '9.99' },
      { name: goods.badge, role: 'Gold', ...role },
      { name: goods.pass, role: 'Pass', 'role-for': '10m', ...role },
      { name: goods.portrait, price: '20', supply: 'Written by staff for each order' },
    ]) {
      await ada.slash('/product add', product, patient);
    }
    const content = Array.from({ length: items }, (_, index) => secretOf(index + 1)).join('\n');
    await ada.slash('/product stock', { product: goods.key, file: { name: 'items.txt', content } }, patient);
  },
  look: lookAtOrder,
  wrong: wrongWithOrder,
};
