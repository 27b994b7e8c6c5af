import { forgotten, showLiveMessage, tellByDm } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { isClosed } from '../ticket/ticket-states.ts';
import { transcriptLetter, transcriptPost } from '../views/transcript.ts';
import { directLimit, guildLimit, parcelOf } from './transcript-files.ts';

/** Puts the newest transcript of a ticket into its message in the transcripts' channel, else in the log channel. A job may do it again. */
export async function postTranscript(guildId: string, id: string): Promise<void> {
  const { client, texts, settings } = plugin.host;
  const { tickets, types, transcripts, transcriptPosts } = plugin.parts;
  const guild = client.guilds.cache.get(guildId);
  const [ticket, transcript] = [await tickets.find(guildId, id), await transcripts.of(id)];
  // A ticket that never got anywhere leaves nothing to read.
  if (!guild || !ticket || !transcript?.folder || transcript.made === 0 || transcript.messages === 0) {
    return;
  }
  const { transcriptChannel, logChannel } = await settings(guildId);
  const type = await types.find(guildId, ticket.type);
  const parcel = await parcelOf(transcript, 'staff', guildLimit(guild));
  const { t } = await texts.ofGuild(guildId);
  await showLiveMessage({
    client,
    book: transcriptPosts,
    thing: { guild: guildId, ticket: id },
    channel: transcriptChannel ?? logChannel,
    view: (mark) => transcriptPost({ ticket, type, transcript, mark, ...parcel }, t),
  });
}

/** Sends the creator of a closed ticket their version, once for each time that it was closed. */
export async function sendTranscript(guildId: string, id: string): Promise<void> {
  const { client, texts, settings } = plugin.host;
  const { tickets, transcripts } = plugin.parts;
  const [ticket, transcript] = [await tickets.find(guildId, id), await transcripts.of(id)];
  if (!ticket || !transcript?.folder || transcript.sent >= transcript.made) {
    return;
  }
  const { made, ticket: thing } = transcript;
  const goes = ticket.state === 'deleting' || ticket.state === 'deleted';
  const over = isClosed(ticket.state) || goes;
  const { transcriptToCreator } = await settings(guildId);
  if (over && transcript.messages > 0 && transcriptToCreator && ticket.creator !== forgotten) {
    const { t } = await texts.ofGuild(guildId);
    const server = client.guilds.cache.get(guildId)?.name ?? '';
    // JSON is for programs.
    const parcel = await parcelOf(transcript, 'creator', directLimit, (name) => !name.endsWith('.json'));
    await tellByDm(
      client,
      ticket.creator,
      transcriptLetter(
        { ticket, server, again: goes && Boolean(ticket.closedAt) && transcript.sent > 0, ...parcel },
        t,
      ),
      `ts:${thing}:${made}`,
    );
  }
  await transcripts.sent(thing, made);
}
