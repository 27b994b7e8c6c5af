import { forgotten, formatDuration, type Translate } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import type { Fact, Head } from '../transcripts/entry.ts';
import { answersOf, notesOf } from '../transcripts/sources.ts';
import type { Words } from '../transcripts/words.ts';
import { wordNames } from '../transcripts/words.ts';
import { numberWords } from '../views/words.ts';

/** What stands at the top of the transcript of a ticket. */
export async function headOf(guild: Guild, ticket: Ticket): Promise<Head> {
  const { t, locale, timeZone } = await plugin.host.texts.ofGuild(guild.id);
  const type = await plugin.parts.types.find(guild.id, ticket.type);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const { number, creator, claimedBy, closedBy, closeReason, subject, openedAt, closedAt, topic } = ticket;
  const who = namer(guild, t);
  const facts: Fact[] = [];
  const add = (label: string, value: string | null | undefined, user?: string | null) => {
    if (value) {
      facts.push({ label: t(`transcript.facts.${label}`), value, ...(user && { user }) });
    }
  };
  add('server', guild.name);
  add('type', type?.name);
  add('creator', await who(creator), creator);
  add('opened', time.format(openedAt));
  add('claimed', claimedBy && (await who(claimedBy)), claimedBy);
  add('closed', closedAt && time.format(closedAt));
  add('closed-by', closedBy && (await who(closedBy)), closedBy);
  add('reason', closeReason);
  add('took', closedAt && formatDuration(Math.round((closedAt.getTime() - openedAt.getTime()) / 60_000)));
  add('topic', topic);
  const notes = await Promise.all(
    (await notesOf(ticket)).map(async ({ author, at, text }) => ({
      author: await who(author),
      user: author,
      at: at.toISOString(),
      text,
    })),
  );
  return {
    title: t('transcript.title', {
      number: numberWords(number),
      subject: subject ? ` · ${subject}` : '',
    }),
    facts,
    answers: await answersOf(ticket),
    notes,
    madeAt: plugin.host.clock.now().toISOString(),
    locale,
    timeZone,
  };
}

/** The words of a transcript in the language of the guild. */
export function wordsIn(t: Translate): Words {
  return Object.fromEntries(wordNames.map((name) => [name, t(`transcript.words.${name}`)])) as Words;
}

/** Says how users are called: as the guild calls them, else as they call themselves. */
function namer(guild: Guild, t: Translate) {
  return async (user: string): Promise<string> => {
    if (user === forgotten) {
      return t('words.somebody');
    }
    if (!/^\d+$/.test(user)) {
      return t('words.automatic');
    }
    return (
      guild.members.cache.get(user)?.displayName ??
      guild.client.users.fetch(user).then(
        ({ displayName }) => displayName,
        () => user,
      )
    );
  };
}
