import './piece-options.ts';

export { err, ok, Result } from '@sapphire/framework';
export type { Actor } from './actor.ts';
export { type AppendOnly, appendOnly } from './append-only.ts';
export { attempt, Overtaken, untilDone } from './attempt.ts';
export { type AuditEntry, type AuditLog, type AuditRecord, type AuditTrail, automatic } from './audit.ts';
export { type Block, blockReasonLimit, blockTable } from './blocks/block.ts';
export { BlockCommand, type BlockDesk } from './blocks/block-command.ts';
export {
  type BlockDraft,
  BlockList,
  blockOf,
  refusalOfBlock,
  type Suspect,
  veilBlocks,
} from './blocks/block-list.ts';
export { blockListView, blockWords } from './blocks/block-views.ts';
export { type CalendarPiece, startsOf } from './calendar-pieces.ts';
export {
  type Audience,
  type Capabilities,
  type CapabilityBook,
  type CapabilityDeclaration,
  type DecidedBy,
  type DeclaredCapability,
  isAmong,
  type Verdict,
} from './capability.ts';
export { type ChartData, type ChartSeries, type ChartSize, type ChartUnit, chartOf } from './chart.ts';
export type { Check } from './check.ts';
export type { Clock } from './clock.ts';
export { ComponentHandler, type ComponentInteraction } from './component-handler.ts';
export { type CsvPart, csvOf, csvParts } from './csv.ts';
export type { DataDuties, PersonalData } from './data-duties.ts';
export {
  compareAndSet,
  conflictOf,
  type Database,
  flushOrConflict,
  type Page,
  pageOf,
} from './database.ts';
export { failureOf, unlessFailed } from './discord-failure.ts';
export { displayNames } from './display-names.ts';
export type { Drafts } from './drafts.ts';
export { formatDuration, parseDuration } from './duration.ts';
export type { EventName, EventOf, EventPublisher, Events } from './events.ts';
export { type Field, fieldsOf } from './fields/field.ts';
export { type FieldDesk, workField } from './fields/field-desk.ts';
export { type FieldRow, fieldRow } from './fields/field-row.ts';
export { channelOf, isHere } from './guild-channel.ts';
export type { JobOptions, Jobs } from './jobs.ts';
export { Later } from './later.ts';
export { isShown, removeLiveMessage, showLiveMessage } from './live-message.ts';
export { LiveMessageBook, type LiveMessageRow, liveMessageColumns } from './live-message-book.ts';
export type { PluginLogger } from './logger.ts';
export { deleteMessage, editMessage, type MessagePlace } from './message-edit.ts';
export { missingMessages } from './missing-messages.ts';
export {
  type Decimal,
  decimalOf,
  formatMoney,
  isCurrency,
  type Money,
  minorDigits,
  parseMoney,
  readDecimal,
  usualCurrencies,
} from './money.ts';
export { type Notice, type NoticeParts, notify, tellByDm } from './notice.ts';
export { pageButtons, pageNumber } from './page-buttons.ts';
export { type ButtonLook, button, type ListPage, listPage, pageTurner, panel, text } from './panel.ts';
export { forgotten, person } from './person.ts';
export { plain, plainLines, quiet } from './plain-text.ts';
export { definePlugin, type Plugin, type PluginDefinition, type PluginHost } from './plugin.ts';
export { clockTime, dateTime, fromNow, longTime } from './printed-time.ts';
export type { RateSourceAccess } from './rate-source-access.ts';
export { readEnd } from './read-end.ts';
export { Refusal, refusalOf } from './refusal.ts';
export { type RefusalWriters, refusalWords } from './refusal-words.ts';
export { bodyOf, type Message, respond, update } from './respond.ts';
export type { RobloxAccess } from './roblox-access.ts';
export type { RouteAnswer, RouteHandler, RouteMethod, RouteRequest } from './route.ts';
export { type RowsOptions, rowsOf } from './rows.ts';
export type { Scope } from './scope.ts';
export { type SealedColumn, Sealing } from './sealing.ts';
export type {
  LinkedAccount,
  OrderCustomer,
  OrderRecord,
  OrderService,
  OrderWish,
  PermissionService,
  PurchaseRecord,
  PurchaseState,
  ServiceName,
  Services,
  ShopService,
  TicketDoor,
  TicketService,
  VerificationService,
} from './services.ts';
export {
  type SettingKind,
  type SettingMeta,
  type SettingsSchema,
  type SettingValues,
  setting,
} from './settings.ts';
export { type NewId, shortId } from './short-id.ts';
export { shortened } from './shortened.ts';
export type { Cell } from './table.ts';
export { sendTable, type TableWords } from './table-files.ts';
export { type TextField, textField } from './text-field.ts';
export type { GuildTexts, Locale, Texts, Translate } from './texts.ts';
export { readDeadline, readMoment, type TimeReading } from './time-reading.ts';
export { type Total, totalsOf } from './totals.ts';
export { type Vault, VaultError } from './vault.ts';
export { isVeiled, veiled } from './veiled.ts';
export { changeAll, changeSeen, type Versioned } from './versions.ts';
export { momentOf, offsetsIn, type WallTime, wallTimeAt } from './wall-clock.ts';
export { whileDue } from './while-due.ts';
export { type XlsxPart, xlsxParts } from './xlsx.ts';
