import {
  dateTime,
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  plain,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { roleMention, userMention } from 'discord.js';
import type { Block } from '../entities/block.ts';
import plugin from '../plugin.ts';

type Subject = Pick<Block, 'subject' | 'kind'>;

/** Somebody was blocked. */
export function blockedView(block: Block, t: Translate): Message {
  return { content: blockWords(block, t, 'blocks.added'), allowedMentions: quiet, private: true };
}

/** Somebody may buy again. */
export function unblockedView(subject: Subject, t: Translate): Message {
  return {
    content: t('blocks.removed', { who: mention(subject, t) }),
    allowedMentions: quiet,
    private: true,
  };
}

/** One page of those who are blocked. */
export function blockList(page: Page<Block>, t: Translate): Message {
  const lines = page.rows.map((block) => `• ${blockWords(block, t)}`);
  return {
    embeds: [
      {
        title: t('blocks.title', { count: page.total }),
        description: lines.join('\n') || t('blocks.none'),
        ...(page.pages > 1 && { footer: { text: pageNumber(page, t) } }),
      },
    ],
    components: pageButtons(page, (to) => plugin.customId('blocks', to), t),
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
