import { type Message, plain, quiet, type Translate } from '@guildhall/sdk';
import { roleMention } from 'discord.js';
import type { TicketType } from '../entities/ticket-type.ts';

/** Which roles work on which types now, and what that means. @param all whether it was set for all types. */
export function staffView(types: readonly TicketType[], all: boolean, t: Translate): Message {
  const lines = types.map(
    ({ name, staffRoles }) => `• **${plain(name, 60)}**: ${staffRoles.map(roleMention).join(' ')}`,
  );
  return {
    content: [
      t(lines.length > 0 ? 'set-staff.done' : 'set-staff.no-types'),
      ...lines,
      ...(all && lines.length > 0 ? [t('set-staff.new-types')] : []),
      t('set-staff.more'),
    ]
      .join('\n')
      .slice(0, 2000),
    allowedMentions: quiet,
    private: true,
  };
}
