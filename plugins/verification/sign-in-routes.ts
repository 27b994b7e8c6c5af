import { Refusal, type Result, type RouteAnswer, type RouteRequest } from '@guildhall/sdk';
import { isHere, memberOf } from './effects/member-facts.ts';
import { refreshNow } from './effects/refresh-user.ts';
import type { SignIn } from './entities/sign-in.ts';
import plugin from './plugin.ts';
import { refusable } from './refusable.ts';
import { confirmPage, donePage, type Place, type Reader, refusalPage } from './views/sign-in-page.ts';

/** A member's browser comes back from Roblox: asks whether to go on. */
export async function callback({ query, headers }: RouteRequest): Promise<RouteAnswer> {
  const { signIns } = plugin.parts;
  const signIn = await signIns.withState(query.get('state') ?? '');
  return answered(signIn, headers, async (found, reader) => {
    const place = await placeOf(found);
    const proposal = unwrap(await signIns.prove(found, query));
    return confirmPage(proposal, place, reader);
  });
}

/** The member says yes: the account is linked. */
export async function confirm({ body, headers }: RouteRequest): Promise<RouteAnswer> {
  const { signIns } = plugin.parts;
  const signIn = await signIns.withToken(new URLSearchParams(body.toString()).get('token') ?? '');
  return answered(signIn, headers, async (found, reader) => {
    const place = await placeOf(found);
    const linked = unwrap(await signIns.confirm(found));
    await refreshNow(found.guild, { user: found.user });
    return donePage(linked, place, reader);
  });
}

/** Answers in the language of the member; whoever is not known is answered in that of their browser. */
async function answered(
  signIn: SignIn | undefined,
  headers: RouteRequest['headers'],
  work: (signIn: SignIn, reader: Reader) => Promise<RouteAnswer>,
): Promise<RouteAnswer> {
  const locale = signIn?.locale ?? languageOf(headers['accept-language']);
  const reader = { locale, t: plugin.host.texts.in(locale), now: plugin.host.clock.now() };
  const answer = await refusable(async () => {
    if (!signIn) {
      throw new Refusal('sign-in-over');
    }
    return work(signIn, reader);
  });
  return answer.unwrapOrElse((refusal) => {
    if (refusal.code === 'sign-in-setup') {
      plugin.host.logger.error(
        'Roblox does not take the app: look at its id, its secret and its redirect address',
      );
    } else if (refusal.code === 'sign-in-refused') {
      plugin.host.logger.warn('an answer of Roblox proved nothing', { because: refusal.values.because });
    }
    return refusalPage(refusal, reader);
  });
}

/** Who the account would go to. @throws Refusal when they could not verify in Discord either. */
async function placeOf({ guild, user }: SignIn): Promise<Place> {
  if (!isHere(guild)) {
    throw new Refusal('sign-in-wait');
  }
  const member = await memberOf(guild, user);
  if (!member || !(await plugin.host.isOn(guild)) || !(await plugin.host.may(member, 'verify'))) {
    throw new Refusal('sign-in-not-here');
  }
  return { member: member.displayName, username: member.user.username, server: member.guild.name };
}

function languageOf(accepted: string | undefined): string {
  const [first = ''] = accepted?.split(/[,;]/) ?? [];
  return /^[a-z]{2}(-[A-Za-z]{2})?$/.test(first) ? first : 'en-US';
}

function unwrap<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse((refusal) => {
    throw refusal;
  });
}
