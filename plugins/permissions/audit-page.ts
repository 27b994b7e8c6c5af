import type { Message } from '@guildhall/sdk';
import { listPageSize } from './grant-book.ts';
import permissions from './plugin.ts';
import { auditList } from './views/audit-list.ts';

/** One page of who gave and took what, and of what owners of the bot did without anybody's leave. */
export async function auditPage(guild: string, page: number, locale: string): Promise<Message> {
  const { trail, texts } = permissions.host;
  const others = ['guildhall.break-glass'];
  return auditList(await trail.page(guild, { page, size: listPageSize, others }), texts.in(locale));
}
