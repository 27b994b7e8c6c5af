import { channelOf, editMessage, isHere, type Locale, Refusal, tellByDm, unlessFailed } from '@guildhall/sdk';
import { type MessageCreateOptions, userMention } from 'discord.js';
import type { Rating } from '../entities/rating.ts';
import plugin from '../plugin.ts';
import { isHoused } from '../ticket/ticket-states.ts';
import { type RatedTicket, ratingLine, ratingQuestion } from '../views/ratings.ts';

/** Asks the creator of a ticket how it was: by direct message, or, where they take none, in its channel. */
export async function askRating(id: string): Promise<void> {
  const { ratings, tickets, census } = plugin.parts;
  const { client, texts } = plugin.host;
  const rating = await ratings.find(id);
  const about = rating && (await aboutOf(rating));
  if (!rating || !about || rating.stars || ratings.isOver(rating) || !isHere(client, rating.guild)) {
    return;
  }
  const { t } = await texts.ofGuild(rating.guild);
  const question = ratingQuestion(about, t);
  if ((await tellByDm(client, rating.user, question, `ask-${id}`)) === 'sent') {
    return;
  }
  const ticket = await tickets.find(rating.guild, rating.ticket);
  if (!ticket?.channel || !isHoused(ticket.state)) {
    return;
  }
  const channel = await channelOf(client, rating.guild, ticket.channel);
  if (typeof channel !== 'string') {
    const body = {
      ...question,
      content: `${userMention(rating.user)} ${question.content}`,
      allowedMentions: { users: [rating.user] },
      nonce: `ask-${id}`,
      enforceNonce: true,
    } as MessageCreateOptions;
    await unlessFailed(channel.send(body));
    // A message wakes a thread: it goes to sleep again.
    await census.doubt([ticket]);
  }
}

/** The question as it stands after somebody answered. @throws Refusal where the feature is off in the guild by now. */
export async function ratingAnswer(rating: Rating, locale: Locale) {
  const about = await aboutOf(rating);
  if (!about) {
    throw new Refusal('no-such-ticket');
  }
  return ratingQuestion(about, plugin.host.texts.in(locale));
}

/** A rating that somebody clicked on, in a direct message or in the channel. @throws Refusal `not-your-rating`, `rating-off`. */
export async function ratingOf(id: string, user: string): Promise<Rating> {
  const rating = await plugin.parts.ratings.find(id);
  if (rating?.user !== user) {
    throw new Refusal('not-your-rating');
  }
  // In a direct message the gate knows no guild.
  if (!(await plugin.host.isOn(rating.guild))) {
    throw new Refusal('rating-off');
  }
  return rating;
}

/** Shows staff what was said, in the log channel: one message, which follows when it is changed. */
export async function showRating(id: string): Promise<void> {
  const { ratings, tickets } = plugin.parts;
  const { client, settings, texts } = plugin.host;
  const rating = await ratings.find(id);
  const ticket = rating && (await tickets.find(rating.guild, rating.ticket));
  if (!ticket || !rating.stars) {
    return;
  }
  const { guild, logChannel: channel, logMessage: message } = rating;
  const view = ratingLine(rating, ticket, (await texts.ofGuild(guild)).t);
  if (channel && message && (await editMessage(client, { guild, channel, message }, view)) !== 'gone') {
    return;
  }
  const { logChannel } = await settings(guild);
  const log = logChannel ? await channelOf(client, guild, logChannel) : 'gone';
  if (typeof log !== 'string') {
    const body = { ...view, nonce: `log-${id}`, enforceNonce: true } as MessageCreateOptions;
    await unlessFailed(log.send(body).then((sent) => ratings.shown(id, log.id, sent.id)));
  }
}

async function aboutOf(rating: Rating): Promise<RatedTicket | undefined> {
  const { tickets, types } = plugin.parts;
  const ticket = await tickets.find(rating.guild, rating.ticket);
  const type = ticket && (await types.find(rating.guild, ticket.type));
  const guild = plugin.host.client.guilds.cache.get(rating.guild)?.name ?? '';
  return type && { rating, number: ticket.number, type: type.name, guild };
}
