export { Clock } from './discord/clock.ts';
export type { EventFault, Fault, FaultRequest, Faults, RestFault } from './discord/faults.ts';
export { type DiscordOptions, LocalDiscord } from './discord/server.ts';
export { Bot } from './driver/bot.ts';
export type { CommandOptions, Inputs } from './driver/commands.ts';
export type { ComponentOptions, ModalInputs } from './driver/components.ts';
export type {
  ChannelKind,
  ChannelPlan,
  ChannelSettings,
  MemberSettings,
  Overwrites,
  RolePlan,
  RoleSettings,
} from './driver/guild.ts';
export { SandboxGuild } from './driver/guild.ts';
export type { Input, InputFile } from './driver/input.ts';
export { Member } from './driver/member.ts';
export type { ModalField, OpenModal } from './driver/modal.ts';
export { UnknownName } from './driver/names.ts';
export type { PermissionName, Permissions } from './driver/permission-names.ts';
export { type MessageLike, Person, type Place, type UntilOptions } from './driver/person.ts';
export { ClientRefusal } from './driver/refusal.ts';
export { RemoteRefusal, RemoteSandbox } from './driver/remote.ts';
export { type Drawable, renderBody, renderMessage } from './driver/render.ts';
export { NO_ANSWER, Reply } from './driver/reply.ts';
export { type BotSettings, type GuildSettings, Sandbox, type SandboxOptions } from './driver/sandbox.ts';
export { Screen } from './driver/screen.ts';
export type { ShownAttachment, ShownButton, ShownSelect } from './driver/shown-message.ts';
export { ShownMessage } from './driver/shown-message.ts';
export { type Wait, WaitTimeout, waitUntil } from './driver/wait.ts';
export { type BotCommand, BotProgram, type Ending } from './program/bot-program.ts';
export type { LogLine } from './program/log-line.ts';
export type { RobloxFault, RobloxFaults } from './roblox/faults.ts';
export type { ErrorForm } from './roblox/http/errors.ts';
export type { RateLimit, RateLimits } from './roblox/http/rate-limits.ts';
export type { AppSettings, OAuthApp } from './roblox/oauth/oauth.ts';
export { LocalRoblox, type RobloxOptions } from './roblox/server.ts';
export type { AccountSettings, ThumbnailState } from './roblox/state/account.ts';
export { RobloxAccount } from './roblox/state/account.ts';
export type { GroupSettings, RobloxMembership, RobloxRole } from './roblox/state/group.ts';
export { RobloxGroup } from './roblox/state/group.ts';
export { createSampleGuild } from './sample-guild.ts';
