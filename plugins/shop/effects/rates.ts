import { notify } from '@guildhall/sdk';
import { formatOf } from '../payment/formats.ts';
import type { RateName } from '../payment/rates.ts';
import plugin from '../plugin.ts';
import { rateNotice } from '../views/methods.ts';
import { readersIn } from './reader.ts';

/** Tells staff when what a coin costs is soon too old, and when it is; where nobody pays with it, nobody is told. */
export async function tellRate(name: RateName): Promise<void> {
  const { methods, rates } = plugin.parts;
  const { guild, coin } = name;
  const ageing = await rates.ageing(name);
  if (!ageing) {
    return;
  }
  const { state, rate, next } = ageing;
  const offered = (await methods.of(guild)).some(({ kind }) => formatOf(kind)?.asset?.code === coin);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (state !== 'good' && offered && owner) {
    const { reviewChannel } = await plugin.host.settings(guild);
    await notify(plugin.host, {
      guild,
      channels: [reviewChannel],
      user: owner,
      message: rateNotice(ageing, await readersIn(guild)),
      nonce: `${state}${coin}${rate.currency}${rate.at.getTime().toString(36)}`.slice(0, 25),
    });
  }
  if (next) {
    await plugin.host.database.transaction((em) => rates.lookAgain(em, name, next));
  }
}
