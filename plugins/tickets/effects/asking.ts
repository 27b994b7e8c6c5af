import { respond, update } from '@guildhall/sdk';
import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import { nextStep, type OpenDraft } from '../forms/drafts.ts';
import { type Asker, answersAbout } from '../forms/order-lookup.ts';
import { checkedStep } from '../forms/step-check.ts';
import { makeTicket } from '../opening.ts';
import plugin from '../plugin.ts';
import { worksOn } from '../rights.ts';
import { draftView, endedDraft } from '../views/draft.ts';
import { formModal } from '../views/form-modal.ts';
import { orRefuse } from '../views/refusal.ts';
import { checkLimits } from './limits-check.ts';
import { askedIn, readStep } from './read-step.ts';

/** What a modal can be the first answer to. */
export type Opener =
  | ChatInputCommandInteraction<'cached'>
  | MessageContextMenuCommandInteraction<'cached'>
  | UserContextMenuCommandInteraction<'cached'>
  | AnySelectMenuInteraction<'cached'>
  | ButtonInteraction<'cached'>;

/** How a form is begun. */
export interface Begin {
  readonly subject?: string | undefined;
  /** The order that it is about: it is filled in where one is asked. */
  readonly order?: string | undefined;
  /** An administrator looks how it feels. */
  readonly preview?: boolean;
}

/**
 * Asks what a type asks before a ticket is opened: shows the first step of its form, or what was begun earlier. It must
 * be the first answer to the interaction.
 * @returns false when nothing is asked: the ticket can be made at once. Else it is made when all is answered.
 */
export async function askForm(
  interaction: Opener,
  type: string,
  { subject, order, preview = false }: Begin = {},
): Promise<boolean> {
  const { user, locale } = interaction;
  const { forms, drafts } = plugin.parts;
  const form = await forms.current(type);
  if (!form || (form.place === 'channel' && !preview)) {
    return false;
  }
  if (!preview) {
    await checkLimits(interaction, type);
  }
  const before = preview ? undefined : await drafts.of({ type, user: user.id, preview });
  if (before && (before.draft.steps.length > 0 || Object.keys(before.draft.typed).length > 0)) {
    const open = order === undefined ? before : orRefuse(await drafts.about(before.draft.id, user.id, order));
    await respond(interaction, draftView(open, 'begun', plugin.host.texts.in(locale)));
    return true;
  }
  const about = { subject: subject ?? null, order: order ?? null };
  await showStep(interaction, await drafts.begin(form, { user: user.id, preview, ...about }));
  return true;
}

/** Shows the next step of a form that was begun, or what became of it when there is none. */
export async function showStep(interaction: Opener, open: OpenDraft): Promise<void> {
  const questions = nextStep(open);
  if (questions.length === 0) {
    return finish(interaction, open);
  }
  const { guildId, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  const { draft } = open;
  const type = await plugin.parts.types.find(guildId, draft.type);
  const modal = {
    customId: plugin.customId('form', draft.id, 'send'),
    title: type?.name ?? t('forms.title'),
    questions,
    typed: { ...(draft.order && answersAbout(questions, draft.order)), ...draft.typed },
  };
  await interaction.showModal(formModal(modal, t));
}

/** Takes one step that was sent: what is wrong is told, and what was typed stays. */
export async function takeStep(
  interaction: ModalSubmitInteraction<'cached'>,
  open: OpenDraft,
): Promise<void> {
  const { guildId, user, fields, locale } = interaction;
  const t = plugin.host.texts.in(locale);
  const { draft } = open;
  const questions = askedIn(fields, nextStep(open));
  const given = readStep(fields, questions, draft.typed);
  const asker = await askerOf(interaction, draft.type);
  const find = (typed: string) => plugin.parts.orderLookup.find(guildId, typed, asker);
  const { good, wrong } = await checkedStep(questions, given, find);
  const step = wrong.length > 0 ? { good: {}, typed: given } : { good, typed: {} };
  const after = (await plugin.parts.drafts.answer(draft.id, user.id, step)).unwrapOrElse((refusal) => {
    throw refusal;
  });
  if (wrong.length > 0) {
    return show(interaction, draftView(after, 'wrong', t, wrong));
  }
  return nextStep(after).length > 0
    ? show(interaction, draftView(after, 'step', t))
    : finish(interaction, after);
}

/** All is answered. What it refuses, such as a limit, leaves the form as it is: it can be sent again later. */
async function finish(
  interaction: Opener | ModalSubmitInteraction<'cached'>,
  open: OpenDraft,
): Promise<void> {
  const { draft } = open;
  const { id, type, subject, answers, preview, user } = draft;
  if (preview) {
    await plugin.parts.drafts.discard(id, user);
    return show(interaction, endedDraft(open, 'previewed', plugin.host.texts.in(interaction.locale)));
  }
  if (isOwn(interaction)) {
    await interaction.deferUpdate();
  }
  const asked = answers.subject?.values[0]?.slice(0, 100);
  await makeTicket(interaction, { type, subject: subject ?? asked, key: id });
}

/** In the place of the message that the person has for themselves; in a new one, when there is none. */
export function show(
  interaction: Opener | ModalSubmitInteraction<'cached'>,
  message: Parameters<typeof respond>[1],
): Promise<void> {
  return isOwn(interaction) ? update(interaction, message) : respond(interaction, message);
}

type OnMessage =
  | AnySelectMenuInteraction<'cached'>
  | ButtonInteraction<'cached'>
  | ModalSubmitInteraction<'cached'>;

/**
 * Whether it comes from a message that the person has for themselves, and that can become a form's. A panel is
 * everybody's, and Discord turns no message of v2 components, such as an administrator's screen, into another one.
 */
function isOwn(interaction: Opener | ModalSubmitInteraction<'cached'>): interaction is OnMessage {
  const onMessage = interaction.isMessageComponent() || interaction.isModalSubmit();
  const flags = onMessage ? interaction.message?.flags : undefined;
  return (flags?.has(MessageFlags.Ephemeral) && !flags.has(MessageFlags.IsComponentsV2)) ?? false;
}

/** Who asks for an order: staff of the type may know all of them. */
export async function askerOf(
  { guildId, member }: Pick<Opener, 'guildId' | 'member'>,
  type: string,
): Promise<Asker> {
  return { user: member.id, staff: await worksOn(member, await plugin.parts.types.find(guildId, type)) };
}
