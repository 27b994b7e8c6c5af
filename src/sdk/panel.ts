import {
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Message } from './respond.ts';
import type { Translate } from './texts.ts';

/** A message of v2 components in one frame, for the person alone. */
export function panel(components: readonly APIComponentInContainer[]): Message {
  return {
    private: true,
    v2: true,
    components: [{ type: ComponentType.Container, components: [...components] }],
  };
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export interface ButtonLook {
  readonly style?: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;
  readonly disabled?: boolean;
}

export function button(id: string, label: string, look: ButtonLook = {}): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: look.style ?? ButtonStyle.Secondary,
    custom_id: id,
    label,
    disabled: look.disabled ?? false,
  };
}

/** One page of a list that is known as a whole. */
export interface ListPage<T> {
  readonly shown: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/** A page behind the end gives the last one. */
export function listPage<T>(all: readonly T[], page: number, size: number): ListPage<T> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, Number.isInteger(page) ? page : 0), pages - 1);
  return { shown: all.slice(at * size, (at + 1) * size), page: at, pages };
}

/** The foot of a list: two buttons that turn the page; nothing when there is one page only. */
export function pageTurner(
  { page, pages }: ListPage<unknown>,
  idOf: (page: number) => string,
  t: Translate,
): APIComponentInContainer[] {
  if (pages === 1) {
    return [];
  }
  return [
    { type: ComponentType.Separator },
    {
      type: ComponentType.ActionRow,
      components: [
        button(idOf(page - 1), t('page.previous'), { disabled: page === 0 }),
        button(idOf(page + 1), t('page.next'), { disabled: page === pages - 1 }),
      ],
    },
    text(`-# ${t('page.of', { page: page + 1, pages })}`),
  ];
}
