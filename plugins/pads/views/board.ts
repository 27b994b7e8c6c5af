import { clockTime, fromNow, type Message, plain, quiet, type Translate } from '@guildhall/sdk';
import { type APIEmbedField, ComponentType } from 'discord.js';
import pads from '../plugin.ts';
import type { PadState } from '../sessions.ts';
import { kindName, padLabel, person } from './words.ts';

const green = 0x3ba55d;
const red = 0xed4245;

/**
 * All pads of a guild. 25 fields of at most 240 characters stay below the 6,000 of an embed.
 * https://docs.discord.com/developers/resources/message#embed-object-embed-limits
 * @param mark tells the message from others of the same guild: it stands in the menu's custom id.
 */
export function boardView(states: readonly PadState[], t: Translate, mark: string): Message {
  const free = states.filter(({ session, held }) => !session && !held).length;
  return {
    embeds: [
      {
        title: t('board.title'),
        description: t('board.free-pads', { count: free, pads: states.length }),
        color: free > 0 ? green : red,
        fields: states.map((state) => fieldOf(state, t)),
      },
    ],
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: pads.customId('pick', mark),
            placeholder: t('board.choose'),
            options: states.map((state) => ({
              label: t('board.option', { pad: state.pad, name: state.name ?? '' })
                .trim()
                .slice(0, 100),
              value: String(state.pad),
              description: optionHelp(state, t),
              emoji: { name: signOf(state) },
            })),
          },
        ],
      },
    ],
    allowedMentions: quiet,
  };
}

const signOf = ({ session, held }: PadState) => (session ? '🔴' : held ? '🟡' : '🟢');

function fieldOf(state: PadState, t: Translate): APIEmbedField {
  const name = t('board.pad', { pad: padLabel(state.pad, state.name) });
  return { name: `${signOf(state)} ${name}`, value: standing(state, t), inline: true };
}

function standing({ session, held, present, line }: PadState, t: Translate): string {
  if (session) {
    const { kind, host, cohost, starts, startsAt, endsAt } = session;
    const hosts = [host, ...(cohost ? [cohost] : [])].map((user) => person(user, t)).join(', ');
    const counts = [
      ...(present.length > 0 ? [t('board.present', { count: present.length })] : []),
      ...(line.length > 0 ? [t('board.waiting', { count: line.length })] : []),
    ];
    return [
      `${kindName(kind, t)}: ${hosts}`,
      t('board.starts', { starts: startsAt ? fromNow(startsAt) : plain(starts, 40) }),
      [t('board.until', { until: clockTime(endsAt) }), ...counts].join(' · '),
    ].join('\n');
  }
  return held?.heldUntil
    ? t('board.held', { user: person(held.user, t), until: clockTime(held.heldUntil) })
    : t('board.free');
}

function optionHelp({ session, held }: PadState, t: Translate): string {
  return session ? t('board.pick-busy') : held ? t('board.pick-held') : t('board.pick-free');
}
