import { BlockList } from '@guildhall/sdk';
import { Activities } from './automation/activities.ts';
import { Timers } from './automation/timers.ts';
import type { Context } from './context.ts';
import { Block } from './entities/block.ts';
import { answerMessages } from './forms/answer-messages.ts';
import { Drafts } from './forms/drafts.ts';
import { Forms } from './forms/forms.ts';
import { OrderLookup } from './forms/order-lookup.ts';
import { sheetFollower } from './forms/sheet-follower.ts';
import { Sheets } from './forms/sheets.ts';
import { panelMessages as panelMessagesOf } from './panels/panel-messages.ts';
import { Panels } from './panels/panels.ts';
import { postsOf } from './posts.ts';
import { Census } from './rooms/census.ts';
import { controlMessages } from './rooms/control-messages.ts';
import { KnownCompany } from './rooms/known-company.ts';
import { Overflow } from './rooms/overflow.ts';
import { Settling } from './rooms/settling.ts';
import { Signs } from './rooms/signs.ts';
import { TicketMessages } from './rooms/ticket-messages.ts';
import { TicketRooms } from './rooms/ticket-rooms.ts';
import { Ratings } from './statistics/ratings.ts';
import { Statistics } from './statistics/statistics.ts';
import { StatisticsExport } from './statistics/statistics-export.ts';
import type { Arrivals } from './ticket/arrivals.ts';
import { Changes, type Follower } from './ticket/changes.ts';
import { CloseRequests } from './ticket/close-requests.ts';
import { Labels } from './ticket/labels.ts';
import { logFollower } from './ticket/log-lines.ts';
import { Notes } from './ticket/notes.ts';
import { Purges } from './ticket/purges.ts';
import { TicketChannels } from './ticket/ticket-channels.ts';
import { TicketShelf } from './ticket/ticket-shelf.ts';
import { isHoused } from './ticket/ticket-states.ts';
import { TicketWork } from './ticket/ticket-work.ts';
import { Tickets } from './ticket/tickets.ts';
import { Captures } from './transcripts/captures.ts';
import { Forgetting } from './transcripts/forgetting.ts';
import { TranscriptErasures } from './transcripts/transcript-erasures.ts';
import { transcriptPosts } from './transcripts/transcript-posts.ts';
import { Transcripts } from './transcripts/transcripts.ts';
import { StaffRoles } from './types/staff-roles.ts';
import { TicketTypes } from './types/ticket-types.ts';

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
  const forgetting = new Forgetting(context);
  const transcripts = new Transcripts(context, { posts: transcriptPostBook, captures, forgetting });
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
    // Who works on tickets, and where they are, may be something else now.
    (em, guild) => context.jobs.add(em, 'reconcile', { guild }, { key: `reconcile:${guild}` }),
  ]);
  return {
    arrivals,
    channels,
    controls,
    messages: new TicketMessages(context, { controls, answers, posts }),
    knownCompany: new KnownCompany(),
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
    forgetting,
    transcriptErasures: new TranscriptErasures(context, forgetting),
    census: new Census(context),
    overflow: new Overflow(context),
    settling: new Settling(tickets, (ticket) => transcripts.holds(ticket)),
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
    labels: new Labels(context, changes, controls),
  };
}

export type Parts = ReturnType<typeof partsOf>;
