import { type Message, notify } from '@guildhall/sdk';
import type { MethodNews } from '../payment/methods.ts';
import { isOld } from '../payment/rates.ts';
import plugin from '../plugin.ts';
import { methodList, methodNews } from '../views/methods.ts';
import type { Reader } from '../views/words.ts';
import { readersIn } from './reader.ts';

/** A page of the ways to pay and of what coins cost. @param page from 0. */
export async function methodsAnswer(guild: string, page: number, reader: Reader): Promise<Message> {
  const { methods, rates, rateRounds } = plugin.parts;
  const settings = await plugin.host.settings(guild);
  const now = plugin.host.clock.now();
  const known = (await rates.of(guild)).map((rate) => ({ rate, old: isOld(rate, settings, now) }));
  const offered = await methods.of(guild);
  const usable = await rates.usable(guild, offered);
  const source = rateRounds.name;
  return methodList({ methods: offered, usable, rates: known, source, page }, reader);
}

/** Tells staff that a way to pay was added, goes elsewhere or was taken away; the owner, where no channel takes it. */
export async function tellMethod(news: MethodNews): Promise<void> {
  const { guild, by, id } = news;
  const { reviewChannel } = await plugin.host.settings(guild);
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: plugin.host.client.guilds.cache.get(guild)?.ownerId ?? by,
    message: methodNews(news, await readersIn(guild)),
    nonce: id,
  });
}
