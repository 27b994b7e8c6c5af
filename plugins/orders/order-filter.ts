import { Refusal } from '@guildhall/sdk';
import type { ChatInputCommandInteraction } from 'discord.js';
import { customerMeant } from './customers.ts';
import { customerFilterLimit, searchLimit } from './order-menu.ts';
import plugin from './plugin.ts';
import type { OrderFilter, StateFilter } from './shelf.ts';
import { severalNamed, statusNamed } from './views/words.ts';

const states: ReadonlySet<string> = new Set<StateFilter>(['open', 'any', 'closed', 'completed', 'cancelled']);

/** What the options of `addFilters` say. @throws Refusal `no-such-step`. */
export async function readFilter(interaction: ChatInputCommandInteraction<'cached'>): Promise<OrderFilter> {
  const { guild, options, locale } = interaction;
  const status = options.getString('status');
  const customer = options.getString('customer');
  return {
    ...(status ? await statusFilter(guild.id, status, locale) : {}),
    customer: customer ? kept(await customerMeant(guild, customer), customerFilterLimit) : undefined,
    assignee: options.getUser('staff')?.id,
    overdue: options.getBoolean('overdue') ?? false,
  };
}

/** What `/order search` looks for: in all orders, unless a status is named. @throws Refusal `no-such-step`. */
export async function readSearch(interaction: ChatInputCommandInteraction<'cached'>): Promise<OrderFilter> {
  const { guildId, options, locale } = interaction;
  const status = options.getString('status');
  return {
    ...(status ? await statusFilter(guildId, status, locale) : { state: 'any' }),
    text: kept(options.getString('text', true), searchLimit),
  };
}

async function statusFilter(guild: string, typed: string, locale: string): Promise<OrderFilter> {
  const steps = await plugin.parts.steps.of(guild);
  const t = plugin.host.texts.in(locale);
  const status = states.has(typed) ? typed : (statusNamed(typed, steps, t) ?? severalNamed(typed, t));
  if (!status) {
    throw new Refusal('no-such-step');
  }
  return ofStatus(status);
}

const ofStatus = (status: string): OrderFilter =>
  states.has(status) ? { state: status as StateFilter } : { step: status };

/** A filter as arguments of a custom id, which it always fits into: {@link filterOf} reads them. */
export function filterArgs({ state, step, customer, assignee, overdue, text }: OrderFilter): string[] {
  return [step ?? state ?? '', customer ?? '', assignee ?? '', overdue ? '1' : '', text ?? ''];
}

export function filterOf([status, customer, assignee, overdue, text]: readonly string[]): OrderFilter {
  return {
    ...(status ? ofStatus(status) : {}),
    customer: customer || undefined,
    assignee: assignee || undefined,
    overdue: overdue === '1',
    text: text || undefined,
  };
}

/**
 * A text that fits into a custom id. Colons and percent signs would take three characters each there; a search takes an
 * underscore for any character.
 */
function kept(text: string, max: number): string {
  let short = '';
  for (const character of text.trim().replace(/[:%]/g, '_')) {
    if (short.length + character.length > max) {
      break;
    }
    short += character;
  }
  return short;
}
