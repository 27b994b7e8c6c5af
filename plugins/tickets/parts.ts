import { BlockList } from '@guildhall/sdk';
import { Activities } from './activities.ts';
import { answerMessages } from './answer-messages.ts';
import type { Arrivals } from './arrivals.ts';
import { Captures } from './captures.ts';
import { Census } from './census.ts';
import { Changes, type Follower } from './changes.ts';
import { CloseRequests } from './close-requests.ts';
import type { Context } from './context.ts';
import { controlMessages } from './control-messages.ts';
import { Block } from './entities/block.ts';
import { Drafts } from './forms/drafts.ts';
import { Forms } from './forms/forms.ts';
import { OrderLookup } from './forms/order-lookup.ts';
import { sheetFollower } from './forms/sheet-follower.ts';
import { Sheets } from './forms/sheets.ts';
import { Labels } from './labels.ts';
import { logFollower } from './log-lines.ts';
import { Notes } from './notes.ts';
import { Overflow } from './overflow.ts';
import { panelMessages as panelMessagesOf } from './panel-messages.ts';
import { Panels } from './panels.ts';
import { postsOf } from './posts.ts';
import { Purges } from './purges.ts';
import { Ratings } from './ratings.ts';
import { Signs } from './signs.ts';
import { StaffRoles } from './staff-roles.ts';
import { Statistics } from './statistics.ts';
import { StatisticsExport } from './statistics-export.ts';
import { TicketChannels } from './ticket-channels.ts';
import { TicketRooms } from './ticket-rooms.ts';
import { TicketShelf } from './ticket-shelf.ts';
import { isHoused } from './ticket-states.ts';
import { TicketTypes } from './ticket-types.ts';
import { TicketWork } from './ticket-work.ts';
import { Tickets } from './tickets.ts';
import { Timers } from './timers.ts';
import { TranscriptErasures } from './transcript-erasures.ts';
import { transcriptPosts } from './transcript-posts.ts';
import { Transcripts } from './transcripts.ts';

/** Builds the domain: each part once, on the same ground. */
export function partsOf(context: Context, arrivals: Arrivals) {
  const channels = new TicketChannels(context);
  const controls = controlMessages(context);
  const panelMessages = panelMessagesOf(context);
  const panels = new Panels(context, panelMessages);
  /** Discord is made as the row says. The run that led a ticket on looks at it once more by itself. */
  const settle: Follower = async (em, { guild, id }, { action }) => {
    if (action !== 'state') {
      await context.jobs.add(em, 'settle', { guild, ticket: id }, { key: `settle:${id}` });
    }
  };
  /** The message in the channel shows the change. */
  const show: Follower = async (em, { guild, id, state }) => {
    if (isHoused(state)) {
      await controls.changed(em, { guild, ticket: id });
    }
  };
  const forms = new Forms(context);
  const drafts = new Drafts(context);
  const answers = answerMessages(context);
  const sheet = sheetFollower({ context, forms, drafts, messages: answers });
  const timers = new Timers(context);
  const activities = new Activities(context, timers);
  const ratings = new Ratings(context);
  /** What happens by itself is planned anew; at the end somebody is asked how it was. */
  const plan: Follower = async (em, ticket, deed) => {
    await activities.follow(em, ticket, deed);
    await timers.follow(em, ticket, deed);
    await ratings.follow(em, ticket, deed);
  };
  const posts = postsOf(context);
  /** Whatever closes a ticket answers whether it can be closed. */
  const answerAsking: Follower = (em, ticket, deed) => closeRequests.follow(em, ticket, deed);
  const captures = new Captures(context, channels);
  const transcriptPostBook = transcriptPosts(context);
  const transcripts = new Transcripts(context, transcriptPostBook, captures);
  const changes = new Changes(context, [
    settle,
    show,
    sheet,
    plan,
    answerAsking,
    logFollower(context),
    transcripts.follow,
  ]);
  const tickets = new Tickets(context, changes, channels);
  const closeRequests = new CloseRequests(context, changes, tickets, posts);
  const types = new TicketTypes(context, [
    (em, guild, type) => timers.typeChanged(em, guild, type),
    (em, guild) => panels.typesChanged(em, guild),
  ]);
  return {
    arrivals,
    channels,
    controls,
    timers,
    activities,
    ratings,
    statistics: new Statistics(context),
    statisticsExport: new StatisticsExport(context),
    forms,
    drafts,
    answers,
    sheets: new Sheets(context, changes, answers),
    orderLookup: new OrderLookup(context.orderSources),
    captures,
    transcripts,
    transcriptPosts: transcriptPostBook,
    transcriptErasures: new TranscriptErasures(context, transcriptPostBook),
    census: new Census(context),
    overflow: new Overflow(context),
    signs: new Signs(context),
    rooms: new TicketRooms(context, changes),
    blocks: new BlockList(Block, context),
    panels,
    panelMessages,
    types,
    staffRoles: new StaffRoles(context, types),
    tickets,
    shelf: new TicketShelf(context),
    posts,
    closeRequests,
    purges: new Purges(context, tickets, posts),
    work: new TicketWork(context, changes),
    notes: new Notes(context, changes),
    labels: new Labels(context, changes),
  };
}

export type Parts = ReturnType<typeof partsOf>;
