import { setTimeout as wait } from 'node:timers/promises';
import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDutiesOf } from './data-duties.ts';
import { ticketChecks } from './effects/checks.ts';
import { Activity } from './entities/activity.ts';
import { AnswerChange } from './entities/answer-change.ts';
import { AnswerMessage } from './entities/answer-message.ts';
import { AnswerSheet } from './entities/answer-sheet.ts';
import { Block } from './entities/block.ts';
import { CapturedMessage } from './entities/captured-message.ts';
import { CloseRequest } from './entities/close-request.ts';
import { ControlMessage } from './entities/control-message.ts';
import { Counter } from './entities/counter.ts';
import { ForgottenPerson } from './entities/forgotten-person.ts';
import { Form } from './entities/form.ts';
import { FormDraft } from './entities/form-draft.ts';
import { Happening } from './entities/happening.ts';
import { Label } from './entities/label.ts';
import { Note } from './entities/note.ts';
import { OverflowCategory } from './entities/overflow-category.ts';
import { Panel } from './entities/panel.ts';
import { PanelMessage } from './entities/panel-message.ts';
import { Participant } from './entities/participant.ts';
import { Post } from './entities/post.ts';
import { Purge } from './entities/purge.ts';
import { Rating } from './entities/rating.ts';
import { ServerStaff } from './entities/server-staff.ts';
import { Sign } from './entities/sign.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketLabel } from './entities/ticket-label.ts';
import { TicketType } from './entities/ticket-type.ts';
import { Timer } from './entities/timer.ts';
import { Transcript } from './entities/transcript.ts';
import { TranscriptPerson } from './entities/transcript-person.ts';
import { TranscriptPost } from './entities/transcript-post.ts';
import { partsOf } from './parts.ts';
import { serviceOf } from './service.ts';
import { settings } from './settings.ts';
import { Arrivals } from './ticket/arrivals.ts';

export default definePlugin({
  name: 'tickets',
  settings,
  uses: { optional: ['orders', 'shop'] },
  provides: ['tickets'],
  entities: [
    Ticket,
    TicketType,
    Participant,
    Happening,
    Counter,
    Block,
    Panel,
    PanelMessage,
    ControlMessage,
    OverflowCategory,
    Sign,
    Activity,
    Timer,
    Rating,
    Note,
    Label,
    TicketLabel,
    CloseRequest,
    Post,
    Purge,
    ServerStaff,
    Form,
    FormDraft,
    AnswerSheet,
    AnswerChange,
    AnswerMessage,
    CapturedMessage,
    Transcript,
    TranscriptPerson,
    ForgottenPerson,
    TranscriptPost,
  ],
  capabilities: {
    open: { default: 'everyone' },
    /** Work on tickets of every type; the roles of a type work on those of that type. */
    staff: { default: 'administrators' },
    types: { default: 'administrators' },
    block: { default: 'staff' },
    purge: { default: 'administrators' },
  },
  // Which channels and messages are deleted, who leaves.
  intents: ['GuildMembers', 'GuildMessages'],
  permissions: [
    'ViewChannel',
    'SendMessages',
    'EmbedLinks',
    'AttachFiles',
    'AddReactions',
    'SendMessagesInThreads',
    'ReadMessageHistory',
    'CreatePrivateThreads',
    'ManageThreads',
    'ManageChannels',
    'ManageRoles',
    'ManageMessages',
    'PinMessages',
  ],
  checks: ticketChecks,
  data: dataDutiesOf,
  setup: (host) => {
    const { database, jobs, audit, clock, settings, texts, useIn } = host;
    const parts = partsOf(
      {
        database,
        jobs,
        audit,
        clock,
        settings: (guild) => settings(guild),
        newId: shortId,
        timeZone: async (guild) => (await texts.ofGuild(guild)).timeZone,
        orderSources: { orders: (guild) => useIn(guild, 'orders'), shop: (guild) => useIn(guild, 'shop') },
      },
      new Arrivals((ms, signal) => wait(ms, undefined, { signal })),
    );
    // Its clock may be another one, so may be who writes where, and while the feature was off nobody saw who left or wrote.
    host.onSettings((guild) => {
      const from = clock.now().toISOString();
      return database.transaction(async (em) => {
        await jobs.add(em, 'replan-timers', { guild }, { key: `replan:${guild}` });
        await jobs.add(em, 'check-creators', { guild, from }, { key: `creators:${guild}` });
        await jobs.add(em, 'check-talks', { guild }, { key: `talks:${guild}` });
        await jobs.add(em, 'reconcile', { guild }, { key: `reconcile:${guild}` });
      });
    });
    host.provide('tickets', serviceOf(parts));
    return parts;
  },
});
