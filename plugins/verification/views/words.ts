import {
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  roleMention,
  TimestampStyles,
  time,
} from 'discord.js';

export const green = 0x57f287;
export const blue = 0x5865f2;
export const yellow = 0xfee75c;

export const date = (at: Date) => time(at, TimestampStyles.LongDate);

/** As many roles as mentions, the rest as a number. */
export function roleList(roles: readonly string[], shown: number): string {
  const rest = roles.length - shown;
  return [...roles.slice(0, shown).map(roleMention), ...(rest > 0 ? [`+${rest}`] : [])].join(' ');
}

/** The page of an account. */
export const profileOf = (account: string) => `https://www.roblox.com/users/${account}/profile`;

export const row = (...components: APIButtonComponent[]) => ({
  type: ComponentType.ActionRow as const,
  components,
});

type Style = APIButtonComponentWithCustomId['style'];

export const button = (label: string, customId: string, style: Style = ButtonStyle.Secondary) => ({
  type: ComponentType.Button as const,
  label,
  custom_id: customId,
  style,
});

export const linkButton = (label: string, url: string) => ({
  type: ComponentType.Button as const,
  label,
  url,
  style: ButtonStyle.Link as const,
});
