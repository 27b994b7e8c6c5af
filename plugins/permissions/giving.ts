import { type Message, parseDuration, quiet, Refusal, respond } from '@guildhall/sdk';
import { type ChatInputCommandInteraction, GuildMember, Role, type User } from 'discord.js';
import { giverOf } from './giver.ts';
import type { Principal } from './grant-book.ts';
import permissions from './plugin.ts';
import { grantLine } from './views/grant-list.ts';
import type { Reader } from './views/reader.ts';
import { orRefuse } from './views/refusal.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

/** The longest time that something may be given for, in minutes: who wants more gives it without an end. */
const longest = 3650 * 24 * 60;

export function readerOf(locale: string): Reader {
  const { texts, capabilities } = permissions.host;
  return { t: texts.in(locale), locale, declared: capabilities.declared() };
}

/** Whom a command names. @throws Refusal `not-here` for somebody who is no member; `bots-cannot` for a bot. */
export function principalOf(named: GuildMember | Role | User | null): Principal {
  if (named instanceof Role) {
    return { kind: 'role', id: named.id };
  }
  if (!(named instanceof GuildMember)) {
    throw new Refusal('not-here');
  }
  if (named.user.bot) {
    throw new Refusal('bots-cannot');
  }
  return { kind: 'user', id: named.id, memberSince: named.joinedAt };
}

/** Gives something and says so. @throws Refusal when it may not be given. */
export async function give(
  interaction: Interaction,
  to: Principal,
  what: string,
  terms: { readonly length?: string | null; readonly reason?: string | null } = {},
): Promise<void> {
  const { guildId: guild, member, locale } = interaction;
  const { length, reason } = terms;
  const endsAt = length ? endOf(length) : undefined;
  const before = await permissions.parts.book.existing({ guild, to, what });
  const grant = orRefuse(
    await permissions.parts.book.grant(
      { guild, to, what, endsAt, reason: reason ?? undefined },
      giverOf(member),
    ),
  );
  const reader = readerOf(locale);
  const given = reader.t('given', { grant: grantLine(grant, reader) });
  const instead = before && reader.t('given-instead', { grant: grantLine(before, reader) });
  await respond(interaction, done([given, ...(instead ? [instead] : [])].join('\n')));
}

/** A short answer that notifies nobody. */
export function done(content: string): Message {
  return { content, allowedMentions: quiet, private: true };
}

/** When a time that begins now is over. @throws Refusal `no-length` when the text is none. */
function endOf(length: string): Date {
  const minutes = parseDuration(length);
  if (!minutes || minutes > longest) {
    throw new Refusal('no-length');
  }
  return new Date(permissions.host.clock.now().getTime() + minutes * 60_000);
}
