import { clockTime, dateTime, fromNow, type Message, plain, quiet, type Translate } from '@guildhall/sdk';
import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import type { Session } from '../entities/session.ts';
import pads from '../plugin.ts';
import type { SessionFacts } from '../sessions.ts';
import { kindName, padLabel, people, person } from './words.ts';

const blue = 0x5865f2;
const grey = 0x747f8d;

/** Enough names to know who is there; 40 mentions fill a field. */
const namesShown = 30;

/** One session, with the buttons for it while it goes on. */
export function sessionCard(facts: SessionFacts, t: Translate): Message {
  const { session } = facts;
  const over = session.openKey === null;
  return {
    embeds: [
      {
        title: t('card.title', { kind: kindName(session.kind, t), pad: padLabel(session.pad, facts.name) }),
        color: over ? grey : blue,
        description: (over ? overLines(facts, t) : openLines(facts, t)).join('\n'),
      },
    ],
    components: over ? [] : [{ type: ComponentType.ActionRow, components: buttonsOf(session, t) }],
    allowedMentions: quiet,
  };
}

/** Tells the one who booked, and whoever follows `pingRole`, above the card. */
export function bookedCard(facts: SessionFacts, t: Translate, pingRole: string | null): Message {
  const { pad, endsAt } = facts.session;
  const booked = t('card.booked', { pad: padLabel(pad, facts.name), until: clockTime(endsAt) });
  return {
    ...sessionCard(facts, t),
    content: pingRole ? `${booked}\n<@&${pingRole}>` : booked,
    allowedMentions: pingRole ? { roles: [pingRole] } : quiet,
  };
}

/** Tells the hosts that the time is nearly over. */
export function warning(facts: SessionFacts, t: Translate): Message {
  const { session } = facts;
  const users = [session.host, ...(session.cohost ? [session.cohost] : [])];
  const values = { pad: padLabel(session.pad, facts.name), at: fromNow(session.endsAt) };
  return {
    content: `${users.map((user) => person(user, t)).join(' ')} ${t('card.warning', values)}`,
    components: [
      { type: ComponentType.ActionRow, components: [extendButton(session, t), endButton(session, t)] },
    ],
    allowedMentions: { users },
  };
}

function openLines({ session, people: present, waiting }: SessionFacts, t: Translate): string[] {
  return [
    ...whoAndWhen(session, t),
    t('card.until', { until: clockTime(session.endsAt), in: fromNow(session.endsAt) }),
    ...noteLines(session, t),
    present.length > 0
      ? t('card.present', { count: present.length, people: people(present, namesShown, t) })
      : t('card.nobody'),
    ...(waiting > 0 ? [t('card.waiting', { count: waiting })] : []),
  ];
}

function overLines({ session, people: attended }: SessionFacts, t: Translate): string[] {
  const at = dateTime(session.endedAt ?? session.endsAt);
  const minutes = t('words.minutes', { count: session.minutes ?? 0 });
  return [
    ...whoAndWhen(session, t),
    session.endReason === 'ended'
      ? t('card.ended', { at, minutes, user: person(session.endedBy ?? session.host, t) })
      : t(`card.${session.endReason ?? 'expired'}`, { at, minutes }),
    ...noteLines(session, t),
    t('card.attended', { count: attended.length, people: people(attended, namesShown, t) }),
  ];
}

function whoAndWhen({ host, cohost, starts, startsAt }: Session, t: Translate): string[] {
  const said = plain(starts, 600);
  return [
    t('card.host', { user: person(host, t) }),
    ...(cohost ? [t('card.cohost', { user: person(cohost, t) })] : []),
    t('card.starts', { starts: startsAt ? `${clockTime(startsAt)} (${said})` : said }),
  ];
}

function noteLines({ note }: Session, t: Translate): string[] {
  return note ? [t('card.note', { note: plain(note, 700) })] : [];
}

type Button = APIButtonComponentWithCustomId;

const button = (label: string, customId: string, style: Button['style']): Button => ({
  type: ComponentType.Button,
  label,
  custom_id: customId,
  style,
});

const endButton = ({ id }: Session, t: Translate) =>
  button(t('buttons.end'), pads.customId('end', id), ButtonStyle.Danger);
const extendButton = ({ id }: Session, t: Translate) =>
  button(t('buttons.extend'), pads.customId('extend', id), ButtonStyle.Primary);

/** The button to get in the line for a pad. */
export const waitButton = (pad: number, t: Translate) =>
  button(t('buttons.wait'), pads.customId('wait', pad), ButtonStyle.Secondary);
export const stopWaitingButton = (pad: number, t: Translate) =>
  button(t('buttons.stop-waiting'), pads.customId('stop-waiting', pad), ButtonStyle.Secondary);

const buttonsOf = (session: Session, t: Translate): Button[] => [
  button(t('buttons.join'), pads.customId('join', session.id), ButtonStyle.Success),
  button(t('buttons.leave'), pads.customId('leave', session.id), ButtonStyle.Secondary),
  extendButton(session, t),
  endButton(session, t),
  waitButton(session.pad, t),
];
