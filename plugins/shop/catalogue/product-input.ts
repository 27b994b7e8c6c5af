import { parseDuration, Refusal } from '@guildhall/sdk';
import type { ChatInputCommandInteraction } from 'discord.js';
import { bytesOf } from '../effects/upload.ts';
import plugin from '../plugin.ts';
import { shown } from '../views/refusal.ts';
import type { Kind, Supply } from './deliverables.ts';
import { goodsFileLimit } from './goods-files.ts';
import { readPrices } from './prices.ts';
import type { ProductFacts } from './products.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

/** What somebody says about a new product. @throws Refusal `price-unclear`, `role-too-high`, `role-managed`. */
export async function addedFacts(interaction: Interaction): Promise<ProductFacts> {
  const said = await editedFacts(interaction);
  return {
    name: '',
    prices: [],
    description: '',
    category: '',
    kind: 'code',
    emoji: null,
    // What every buyer gets says itself where it comes from.
    supply: said.file ? 'file' : said.text ? 'text' : said.kind === 'role' ? 'none' : 'items',
    perBuyer: null,
    role: null,
    roleMinutes: null,
    visible: true,
    ...said,
  };
}

/** What somebody types to take off what is said about a product: what they leave out stays. */
const nothing = '-';

/** What somebody says about a product; what they leave out is not there. @throws Refusal as {@link addedFacts}. */
export async function editedFacts(interaction: Interaction): Promise<Partial<ProductFacts>> {
  const { options, guildId } = interaction;
  const typed = (name: string) => options.getString(name) ?? undefined;
  const erasable = (name: string) => (typed(name)?.trim() === nothing ? '' : typed(name));
  const price = typed('price');
  const perBuyer = options.getInteger('per-buyer');
  const role = options.getRole('role');
  const emoji = erasable('emoji');
  const file = options.getAttachment('file');
  if (role) {
    needGivable(interaction, role.id);
  }
  const roleFor = typed('role-for');
  const none = options.getBoolean('no-role') ?? false;
  const said = {
    name: typed('name'),
    description: erasable('description'),
    category: erasable('category')?.replace(/[:%]/g, ' '),
    kind: typed('kind') as Kind | undefined,
    supply: (typed('supply') as Supply | undefined) ?? (file ? 'file' : undefined),
    file: file ? { name: file.name, bytes: await bytesOf(file, goodsFileLimit) } : undefined,
    text: typed('text'),
    prices: price === undefined ? undefined : await pricesRead(guildId, price),
    perBuyer: perBuyer === null ? undefined : perBuyer || null,
    role: none ? null : role?.id,
    roleMinutes: none ? null : roleFor === undefined ? undefined : minutesOf(roleFor),
    emoji: emoji === '' ? null : emoji && goodEmoji(emoji),
    visible: options.getBoolean('visible') ?? undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The longest that a role can be sold for, in minutes: ten years. */
const longest = 10 * 365 * 24 * 60;

/** @returns null for a role that is there for good. @throws Refusal `time-unclear`. */
function minutesOf(typed: string): number | null {
  const minutes = parseDuration(typed);
  if (minutes === undefined || minutes > longest) {
    throw shown(new Refusal('time-unclear', { typed }));
  }
  return minutes || null;
}

async function pricesRead(guild: string, typed: string) {
  const { currency } = await plugin.host.settings(guild);
  try {
    return readPrices(typed, currency);
  } catch (error) {
    throw error instanceof Refusal ? shown(error) : error;
  }
}

/** A role that the bot can give: below its own, and nobody else's. @throws Refusal `role-too-high`, `role-managed`. */
function needGivable({ guild }: Interaction, id: string): void {
  const role = guild.roles.cache.get(id);
  if (!role || role.managed || role.id === guild.id) {
    throw shown(new Refusal('role-managed', { role: id }));
  }
  if (!role.editable) {
    throw shown(new Refusal('role-too-high', { role: id }));
  }
}

const customEmoji = /^<a?:\w{2,32}:\d{17,20}>$/;
/** One sign, of as many parts as families and flags have. */
const unicodeEmoji =
  /^(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D|\p{Extended_Pictographic}){0,12})$/u;

/** @throws Refusal `emoji-unclear`. */
function goodEmoji(typed: string): string {
  const emoji = typed.trim();
  if (!customEmoji.test(emoji) && !unicodeEmoji.test(emoji)) {
    throw new Refusal('emoji-unclear');
  }
  return emoji;
}
