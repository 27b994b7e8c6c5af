import {
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Bind } from '../entities/bind.ts';
import plugin from '../plugin.ts';
import { blue, button, roleList, row } from './words.ts';

/** How many roles a bind may give, and how many it may take. */
export const rolesInBind = 10;

/** How many of them a line tells. */
const rolesShown = 4;

/** A bind on one line. */
export function bindLine(bind: Bind, t: Translate): string {
  return t('binds.line', {
    when: whenOf(bind, t),
    roles: [
      ...(bind.gives.length > 0 ? [t('binds.gives', { roles: roleList(bind.gives, rolesShown) })] : []),
      ...(bind.takes.length > 0 ? [t('binds.takes', { roles: roleList(bind.takes, rolesShown) })] : []),
    ].join(', '),
  });
}

function whenOf({ condition, groupName, group, rank, toRank }: Bind, t: Translate): string {
  const name = `${plain(groupName, 60)} (${group})`;
  return t(`binds.when.${condition}`, { group: name, rank, to: toRank });
}

/** A bind without Markdown, for a list to choose from. */
export function bindChoice({ condition, groupName, group, rank, toRank }: Bind, t: Translate): string {
  return t(`binds.when.${condition}`, { group: `${groupName} (${group})`, rank, to: toRank }).slice(0, 100);
}

/** A bind, with menus for its roles. */
export function bindCard(bind: Bind, t: Translate): Message {
  const menu = (action: 'give' | 'take', roles: readonly string[]) => ({
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.RoleSelect as const,
        custom_id: plugin.customId(`bind-${action}`, bind.id),
        placeholder: t(`binds.${action}-menu`),
        min_values: 0,
        max_values: rolesInBind,
        default_values: roles.slice(0, rolesInBind).map((id) => ({ id, type: 'role' as never })),
      },
    ],
  });
  return {
    embeds: [
      {
        title: t('binds.card'),
        color: blue,
        description: [
          bindLine(bind, t),
          t('binds.priority', { priority: bind.priority }),
          t('binds.apply'),
        ].join('\n'),
      },
    ],
    components: [
      menu('give', bind.gives),
      menu('take', bind.takes),
      row(button(t('buttons.remove-bind'), plugin.customId('bind-remove', bind.id), ButtonStyle.Danger)),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

/** The binds of a guild, the one that decides first. */
export function bindList(page: Page<Bind>, t: Translate): Message {
  return {
    embeds: [
      {
        title: t('binds.title'),
        color: blue,
        description: page.rows.map((bind) => `• ${bindLine(bind, t)}`).join('\n') || t('binds.empty'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('binds', number), t),
    allowedMentions: quiet,
    private: true,
  };
}

export function bindRemoved(bind: Bind, t: Translate): Message {
  const content = t('binds.removed', { bind: bindLine(bind, t) });
  return { content, allowedMentions: quiet, private: true };
}
