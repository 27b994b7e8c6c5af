import { notify } from '@guildhall/sdk';
import { minute } from '../context.ts';
import { formatOf } from '../payment/formats.ts';
import { bySource } from '../payment/rate.ts';
import type { RateName } from '../payment/rates.ts';
import plugin from '../plugin.ts';
import { rateNotice } from '../views/methods.ts';
import { readersIn } from './reader.ts';

/** How long staff hear nothing of a rate that the rate source is to follow, in ms: it is asked first. */
const patience = 5 * minute;

/** Has the rate source asked for all servers that sell for coins now. */
export async function askRates(): Promise<void> {
  const { rateRounds } = plugin.parts;
  if (rateRounds.name === undefined) {
    return;
  }
  const guilds: string[] = [];
  for (const guild of await rateRounds.guilds()) {
    if (plugin.host.client.guilds.cache.has(guild) && (await plugin.host.isOn(guild))) {
      guilds.push(guild);
    }
  }
  await rateRounds.run(guilds);
}

/** Tells staff when what a coin costs is soon too old, and when it is; where nobody pays with it, nobody is told. */
export async function tellRate(name: RateName): Promise<void> {
  const { methods, rates, rateRounds } = plugin.parts;
  const { clock, database } = plugin.host;
  const { guild, coin } = name;
  const ageing = await rates.ageing(name);
  if (!ageing) {
    return;
  }
  const { state, rate, next, end } = ageing;
  const followed = rateRounds.name !== undefined && rate.by !== bySource;
  const asked = new Date(end.getTime() + patience);
  if (followed && state === 'old' && clock.now() < asked) {
    await database.transaction(async (em) => {
      await rateRounds.soon(em);
      await rates.lookAgain(em, name, asked);
    });
    return;
  }
  const offered =
    (await methods.of(guild)).some(({ kind }) => formatOf(kind)?.asset?.code === coin) &&
    (await rateRounds.isMissed(rate));
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (state !== 'good' && !(followed && state === 'soon') && offered && owner) {
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
    await database.transaction((em) => rates.lookAgain(em, name, next));
  }
}
