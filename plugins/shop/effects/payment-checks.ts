import type { Check } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import { formatOf } from '../payment/formats.ts';
import { isOld } from '../payment/rates.ts';
import plugin from '../plugin.ts';
import { isPublic } from './desk.ts';

/** What keeps customers from paying in a guild, for `/doctor`. */
export async function paymentChecks(guild: string): Promise<Check[]> {
  const { methods, rates, rateRounds } = plugin.parts;
  const settings = await plugin.host.settings(guild);
  const now = plugin.host.clock.now();
  const offered = await methods.of(guild);
  const known = await rates.of(guild);
  const old: typeof known = [];
  for (const rate of known.filter((one) => isOld(one, settings, now))) {
    if (await rateRounds.isMissed(rate)) {
      old.push(rate);
    }
  }
  const coins = new Set(offered.flatMap(({ kind }) => formatOf(kind)?.asset?.code ?? []));
  return [
    ...((await isPublic(guild, settings.reviewChannel))
      ? ([
          (t) => t('checks.public-channel', { channel: channelMention(settings.reviewChannel!) }),
        ] satisfies Check[])
      : []),
    ...(offered.length > 0 ? [] : ([(t) => t('checks.no-methods')] satisfies Check[])),
    ...[...coins].flatMap((code): Check[] => {
      const said = known.filter(({ coin }) => coin === code);
      return said.length === 0
        ? [(t) => t('checks.no-rate', { coin: code })]
        : old
            .filter(({ coin }) => coin === code)
            .map(
              ({ currency }) =>
                (t) =>
                  t('checks.old-rate', { coin: code, currency }),
            );
    }),
    ...(await rateRounds.problems(guild)).map(
      ({ trouble, ...values }): Check =>
        (t) =>
          trouble === 'odd'
            ? t('checks.odd-rate', { source: rateRounds.name, ...values })
            : t('checks.no-source-rate', {
                source: rateRounds.name,
                why: t(`checks.source-${trouble}`, { detail: values.detail }),
                ...values,
              }),
    ),
  ];
}
