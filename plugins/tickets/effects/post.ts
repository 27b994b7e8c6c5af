import { showLiveMessage } from '@guildhall/sdk';
import type { PostKind } from '../entities/post.ts';
import plugin from '../plugin.ts';
import type { PostThing } from '../posts.ts';
import { closeRequestView } from '../views/close-request.ts';
import { purgeView } from '../views/purge.ts';
import { wakeRoom } from './room.ts';

/** Makes the message of a close request or a purge show how it stands. */
export async function showPost(thing: PostThing): Promise<void> {
  await shows[thing.kind](thing);
}

const shows: Readonly<Record<PostKind, (thing: PostThing) => Promise<void>>> = {
  request: showRequest,
  purge: showPurge,
};

async function showPurge(thing: PostThing): Promise<void> {
  const { purges, posts } = plugin.parts;
  const { client, texts } = plugin.host;
  const progress = await purges.progress(thing.guild, thing.subject);
  if (progress) {
    const { t } = await texts.ofGuild(thing.guild);
    const { channel } = progress.purge;
    await showLiveMessage({
      client,
      book: posts,
      thing,
      channel,
      view: (mark) => purgeView(progress, mark, t),
    });
  }
}

async function showRequest(thing: PostThing): Promise<void> {
  const { closeRequests, tickets, types, posts } = plugin.parts;
  const { client, texts } = plugin.host;
  const request = await closeRequests.find(thing.guild, thing.subject);
  const ticket = request && (await tickets.find(thing.guild, request.ticket));
  const type = ticket && (await types.find(thing.guild, ticket.type));
  const guild = client.guilds.cache.get(thing.guild);
  if (!request || !ticket?.channel || !type || !guild) {
    return;
  }
  await wakeRoom(guild, ticket);
  const { t } = await texts.ofGuild(thing.guild);
  await showLiveMessage({
    client,
    book: posts,
    thing,
    channel: ticket.channel,
    view: (mark) => closeRequestView({ request, ticket, type, mark }, t),
  });
}
