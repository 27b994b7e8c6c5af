import { ButtonStyle, ComponentType } from 'discord.js';
import type { Page } from './database.ts';
import type { Message } from './respond.ts';
import type { Translate } from './texts.ts';

/** Buttons to turn the pages of a list; none for a single page. @param address makes the custom id for a page. */
export function pageButtons(
  { page, pages }: Pick<Page<unknown>, 'page' | 'pages'>,
  address: (page: number) => string,
  t: Translate,
): NonNullable<Message['components']> {
  const button = (label: string, target: number) => ({
    type: ComponentType.Button as const,
    style: ButtonStyle.Secondary as const,
    label,
    custom_id: address(target),
    disabled: target < 0 || target >= pages,
  });
  return pages < 2
    ? []
    : [
        {
          type: ComponentType.ActionRow,
          components: [button(t('page.previous'), page - 1), button(t('page.next'), page + 1)],
        },
      ];
}

/** `Page 2 of 30`, for the foot of an embed. */
export function pageNumber({ page, pages }: Pick<Page<unknown>, 'page' | 'pages'>, t: Translate): string {
  return t('page.of', { page: page + 1, pages });
}
