/** What a nickname can be made of. */
export interface NicknameFacts {
  readonly 'roblox-username': string;
  readonly 'roblox-id': string;
  readonly 'display-name': string;
  readonly 'discord-name': string;
  /** The rank in the group of the highest bind that holds; empty when there is none. */
  readonly 'rank-name': string;
  readonly 'group-name': string;
}

/** What may stand in braces. */
export const placeholders = [
  'roblox-username',
  'roblox-id',
  'display-name',
  'discord-name',
  'rank-name',
  'group-name',
] as const satisfies readonly (keyof NicknameFacts)[];

/** https://docs.discord.com/developers/resources/guild#modify-guild-member */
export const nicknameLimit = 32;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Fills a template in and cuts it to what Discord takes, between characters as people see them. Brackets around nothing
 * are left out. @returns undefined when nothing is left.
 */
export function nicknameOf(template: string, facts: NicknameFacts): string | undefined {
  const filled = template
    .replace(/\{([a-z-]+)\}/g, (whole, name: string) => facts[name as keyof NicknameFacts] ?? whole)
    .replace(/\[\s*\]|\(\s*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(filled).trim() || undefined;
}

function cut(text: string): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > nicknameLimit) {
      break;
    }
    kept += segment;
  }
  return kept;
}
