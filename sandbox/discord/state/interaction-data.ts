import { ApplicationCommandType } from 'discord-api-types/v10';
import { canView } from '../permissions.ts';
import { mayUse } from './command-access.ts';
import type { Actor, ModalValue, OptionValues, Value } from './interaction-input.ts';
import { type InteractionRequest, interactionMetadata } from './interactions.ts';
import { allComponents } from './messages.ts';
import { sentComponents } from './modal-input.ts';
import { commandTitle, nested, optionsAt, sentOptions, typedOptions } from './option-input.ts';
import { Resolved } from './resolved.ts';
import { chosenValues, SELECTS } from './select-input.ts';
import type { ApplicationCommand, Interaction, Member, Message, User } from './types.ts';

/** An interaction less the person and the place: `createInteraction(world, { ...actor, ...commandData(...) })`. */
export type InteractionPart = Pick<
  InteractionRequest,
  'type' | 'data' | 'commandName' | 'message' | 'triggering'
>;

export interface CommandInput {
  /** The subcommand or the group and its subcommand, like `['create']` or `['panel', 'post']`. */
  readonly path?: readonly string[];
  readonly values?: OptionValues;
  /** For a user or message command: what was clicked. */
  readonly target?: User | Member | Message;
}

/**
 * A command that a person sends.
 * @throws Error that says what a Discord client would not have let the person send.
 */
export function commandData(
  actor: Actor,
  command: ApplicationCommand,
  input: CommandInput = {},
): InteractionPart {
  const { path = [], values = {}, target } = input;
  const title = needCommand(actor, command, path);
  const resolved = new Resolved(actor);
  const common = commonData(command);
  if (command.type !== ApplicationCommandType.ChatInput) {
    const targeted = { ...common, target_id: targetId(actor, command, target, resolved) };
    return { type: 2, commandName: command.name, data: { ...targeted, ...resolved.data } };
  }
  const options = sentOptions(title, optionsAt(command, path), values, resolved);
  const all = nested(command, path, options);
  return {
    type: 2,
    commandName: [command.name, ...path].join(' '),
    data: { ...common, ...(all.length > 0 && { options: all }), ...resolved.data },
  };
}

/**
 * What a client asks while a person types in the option `focused`; its value in `values` is what stands there so far.
 * @throws Error when the option is not one with autocomplete.
 */
export function autocompleteData(
  actor: Actor,
  command: ApplicationCommand,
  input: CommandInput & { readonly focused: string },
): InteractionPart {
  const { path = [], values = {}, focused } = input;
  const title = needCommand(actor, command, path);
  const resolved = new Resolved(actor);
  const options = typedOptions(title, optionsAt(command, path), values, focused, resolved);
  return {
    type: 4,
    commandName: [command.name, ...path].join(' '),
    data: { ...commonData(command), options: nested(command, path, options), ...resolved.data },
  };
}

/**
 * A click on a button, or a choice in a select menu.
 * @param values what is chosen in a select menu: the values of a string select, users, roles or channels of others.
 * @throws Error when the person does not see the message, or the component is not there, disabled or a link, or the
 * menu does not take these values.
 */
export function componentData(
  actor: Actor,
  message: Message,
  customId: string,
  values: readonly Value[] = [],
): InteractionPart {
  needMessage(actor, message);
  const component = [...allComponents(message.components)].find(({ custom_id: id }) => id === customId);
  if (!component) throw new Error(`the message has no component "${customId}"`);
  if (component.disabled) throw new Error(`the component "${customId}" is disabled`);
  if ((message.webhook?.applicationId ?? message.author.id) !== actor.application.id)
    throw new Error(`the component "${customId}" is not one of ${actor.application.name}`);
  const resolved = new Resolved(actor);
  const isSelect = SELECTS.includes(component.type);
  if (!isSelect && values.length > 0) throw new Error(`the component "${customId}" takes no values`);
  const min = (component.min_values as number | undefined) ?? 1;
  return {
    type: 3,
    message,
    data: {
      custom_id: customId,
      component_type: component.type,
      id: component.id,
      ...(isSelect && { values: chosenValues(component, values, min, customId, resolved) }),
      ...resolved.data,
    },
  };
}

/**
 * A modal that a person fills in and sends.
 * @param opened the interaction that was answered with the modal.
 * @param values what was typed or chosen, by custom id; what is left out keeps the value the modal came with.
 * @throws Error when a field is unknown, or holds what the client would mark in red.
 */
export function modalData(
  actor: Actor,
  opened: Interaction,
  values: Readonly<Record<string, ModalValue>> = {},
): InteractionPart {
  if (opened.answer?.kind !== 'modal') throw new Error('no modal was opened');
  if (opened.user !== actor.user) throw new Error(`the modal was opened for ${opened.user.username} alone`);
  const { modal } = opened.answer;
  const resolved = new Resolved(actor);
  const components = sentComponents(`"${modal.title}"`, modal.components, values, resolved);
  return {
    type: 5,
    message: opened.message,
    triggering: interactionMetadata(opened),
    data: { custom_id: modal.custom_id, components, ...resolved.data },
  };
}

function commonData({ id, name, type, guildId }: ApplicationCommand): Record<string, unknown> {
  return { id, name, type, ...(guildId !== undefined && { guild_id: guildId }) };
}

/** @returns the command's name for texts. @throws Error when the person may not use it here. */
function needCommand(actor: Actor, command: ApplicationCommand, path: readonly string[]): string {
  const { user, channel, world } = actor;
  const title = commandTitle(command, path);
  if (!mayUse(command, needSight(actor), channel, world.clock.now()))
    throw new Error(`${user.username} may not use ${title} here`);
  return title;
}

/** @throws Error when the person does not see the channel. @returns their membership in a guild. */
function needSight({ user, channel, world }: Actor): Member | undefined {
  const member = channel.guild?.members.get(user.id);
  const sees = member
    ? canView(member, channel, world.clock.now())
    : !channel.guild && channel.recipients.includes(user);
  if (!sees) throw new Error(`${user.username} does not see #${channel.name || channel.id}`);
  return member;
}

/** @throws Error when the person does not see the message. */
function needMessage(actor: Actor, message: Message): void {
  const { user } = actor;
  needSight({ ...actor, channel: message.channel });
  if (message.channel.messages.get(message.id) !== message) throw new Error('the message is deleted');
  if (message.visibleTo !== undefined && message.visibleTo !== user.id)
    throw new Error(`${user.username} does not see that message: it is for somebody else alone`);
}

function targetId(
  actor: Actor,
  command: ApplicationCommand,
  target: CommandInput['target'],
  resolved: Resolved,
): string {
  if (command.type === ApplicationCommandType.User) {
    if (target && !('channel' in target)) return resolved.user(target, command.name);
    throw new Error(`${command.name} is used on a user`);
  }
  if (!target || !('channel' in target)) throw new Error(`${command.name} is used on a message`);
  needMessage(actor, target);
  return resolved.message(target);
}
