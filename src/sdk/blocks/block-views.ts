import { roleMention, userMention } from 'discord.js';
import type { Page } from '../database.ts';
import { pageButtons, pageNumber } from '../page-buttons.ts';
import { plain, quiet } from '../plain-text.ts';
import { dateTime, fromNow } from '../printed-time.ts';
import type { Message } from '../respond.ts';
import type { Translate } from '../texts.ts';
import type { Block } from './block.ts';

type Subject = Pick<Block, 'subject' | 'kind'>;

/** Somebody was blocked. */
export function blockedView(block: Block, t: Translate): Message {
  return { content: blockWords(block, t, 'blocks.added'), allowedMentions: quiet, private: true };
}

/** Somebody is not blocked any more. */
export function unblockedView(subject: Subject, t: Translate): Message {
  return {
    content: t('blocks.removed', { who: mention(subject, t) }),
    allowedMentions: quiet,
    private: true,
  };
}

/** One page of those who are blocked. @param toPage the custom id of a button that shows a page. */
export function blockListView(page: Page<Block>, toPage: (page: number) => string, t: Translate): Message {
  const lines = page.rows.map((block) => `• ${blockWords(block, t)}`);
  return {
    embeds: [
      {
        title: t('blocks.title', { count: page.total }),
        description: lines.join('\n') || t('blocks.none'),
        ...(page.pages > 1 && { footer: { text: pageNumber(page, t) } }),
      },
    ],
    components: pageButtons(page, toPage, t),
    allowedMentions: quiet,
    private: true,
  };
}

/** Who is blocked, until when and why. @param key what is said of it; for a block that ends, with `-until` behind. */
export function blockWords(block: Block, t: Translate, key = 'blocks.line'): string {
  const { until, reason } = block;
  const line = t(`${key}${until ? '-until' : ''}`, {
    who: mention(block, t),
    ...(until && { at: dateTime(until), rest: fromNow(until) }),
  });
  return reason ? `${line} ${t('blocks.reason', { reason: plain(reason, 200) })}` : line;
}

function mention({ subject, kind }: Subject, t: Translate): string {
  if (!/^\d+$/.test(subject)) {
    return t('words.somebody');
  }
  return kind === 'role' ? roleMention(subject) : userMention(subject);
}
