import { z } from 'zod';
import { messageAnswer, replyAnswer, screenAnswer } from './answers.ts';
import { callOptions, componentOptions, inPlace, waiting } from './call-options.ts';
import {
  botOf,
  file,
  fileOf,
  inputOf,
  inputsOf,
  memberOf,
  messageOf,
  name,
  placeOf,
  targetOf,
  timeout,
  timeoutText,
  value,
  where,
  who,
} from './inputs.ts';
import { verb } from './verb.ts';

const message = z.string().min(1).max(4000);
const commandInput = {
  ...who,
  ...where,
  command: name,
  options: z.record(z.string(), value).optional(),
  bot: name.optional(),
  timeout,
};

/** What people do: the verbs of the driver. */
export const peopleVerbs = {
  slash: verb({
    method: 'POST',
    path: '/slash',
    summary: 'Sends a slash command and answers with what is to be seen then.',
    input: z.strictObject(commandInput),
    example: { as: 'carl', command: '/ticket create', options: { subject: 'Help' }, in: 'general' },
    handle: async (sandbox, input) =>
      replyAnswer(
        await memberOf(sandbox, input).slash(
          input.command,
          inputsOf(input.options),
          callOptions(sandbox, input),
        ),
      ),
  }),
  click: verb({
    method: 'POST',
    path: '/click',
    summary: 'Clicks a button, by label or custom id; `on` is a message by id or text.',
    input: z.strictObject({ ...who, ...where, button: name, on: message.optional(), timeout }),
    example: { as: 'carl', button: 'Details' },
    handle: async (sandbox, input) => {
      const person = memberOf(sandbox, input);
      return replyAnswer(await person.click(input.button, componentOptions(sandbox, person, input)));
    },
  }),
  submit: verb({
    method: 'POST',
    path: '/submit',
    summary: 'Fills in the open modal, by label or custom id, and sends it.',
    input: z.strictObject({
      ...who,
      fields: z.record(z.string(), z.union([value, z.array(value)])).optional(),
      timeout,
    }),
    example: { as: 'carl', fields: { Details: 'It does not open.' } },
    handle: async (sandbox, input) => {
      const fields = Object.entries(input.fields ?? {}).map(([key, each]) => [
        key,
        Array.isArray(each) ? each.map(inputOf) : inputOf(each),
      ]);
      return replyAnswer(await memberOf(sandbox, input).submit(Object.fromEntries(fields), waiting(input)));
    },
  }),
  select: verb({
    method: 'POST',
    path: '/select',
    summary: 'Chooses in a select menu, by placeholder or custom id.',
    input: z.strictObject({
      ...who,
      ...where,
      menu: name,
      choices: z.array(value),
      on: message.optional(),
      timeout,
    }),
    example: { as: 'carl', menu: 'How urgent?', choices: ['Very'] },
    handle: async (sandbox, input) => {
      const person = memberOf(sandbox, input);
      const choices = input.choices.map(inputOf);
      return replyAnswer(await person.select(input.menu, choices, componentOptions(sandbox, person, input)));
    },
  }),
  autocomplete: verb({
    method: 'POST',
    path: '/autocomplete',
    summary: 'Types in an option (`focused`, by default the last one) and answers with the choices.',
    input: z.strictObject({ ...commandInput, focused: name.optional() }),
    example: { as: 'carl', command: '/order view', options: { id: 'ORD' } },
    handle: async (sandbox, input) =>
      replyAnswer(
        await memberOf(sandbox, input).autocomplete(input.command, inputsOf(input.options), {
          ...callOptions(sandbox, input),
          ...(input.focused !== undefined && { focused: input.focused }),
        }),
      ),
  }),
  say: verb({
    method: 'POST',
    path: '/say',
    summary: 'Writes a message; `in: "@Guildhall"` is the direct messages with that bot.',
    input: z.strictObject({
      ...who,
      ...where,
      text: z.string(),
      files: z.array(file).optional(),
      replyTo: message.optional(),
    }),
    example: { as: 'carl', in: 'general', text: 'Hello', files: [{ name: 'a.txt', text: 'a file' }] },
    handle: (sandbox, input) => {
      const person = memberOf(sandbox, input);
      return messageAnswer(
        person.say(input.text, {
          ...inPlace(sandbox, input),
          ...(input.files && { files: input.files.map(fileOf) }),
          ...(input.replyTo !== undefined && { replyTo: messageOf(sandbox, person, input.replyTo) }),
        }),
      );
    },
  }),
  userCommand: verb({
    method: 'POST',
    path: '/user-command',
    summary: 'Uses a command of the menu on a person.',
    input: z.strictObject({ ...who, ...where, command: name, target: name, bot: name.optional(), timeout }),
    example: { as: 'sam', command: 'Who is', target: 'carl' },
    handle: async (sandbox, input) =>
      replyAnswer(
        await memberOf(sandbox, input).userCommand(
          input.command,
          targetOf(sandbox, input.target),
          callOptions(sandbox, input),
        ),
      ),
  }),
  messageCommand: verb({
    method: 'POST',
    path: '/message-command',
    summary: 'Uses a command of the menu on a message, given by id or text.',
    input: z.strictObject({ ...who, ...where, command: name, message, bot: name.optional(), timeout }),
    example: { as: 'sam', command: 'New order', message: 'Hello' },
    handle: async (sandbox, input) => {
      const person = memberOf(sandbox, input);
      const target = messageOf(sandbox, person, input.message);
      return replyAnswer(await person.messageCommand(input.command, target, callOptions(sandbox, input)));
    },
  }),
  react: verb({
    method: 'POST',
    path: '/react',
    summary: 'Puts a reaction on a message, or with `remove` takes it back.',
    input: z.strictObject({ ...who, message, emoji: name, remove: z.boolean().optional() }),
    example: { as: 'sam', message: 'Hello', emoji: '👍' },
    handle: (sandbox, input) => {
      const person = memberOf(sandbox, input);
      const target = messageOf(sandbox, person, input.message);
      if (input.remove) person.unreact(target, input.emoji);
      else person.react(target, input.emoji);
      return messageAnswer(target);
    },
  }),
  edit: verb({
    method: 'POST',
    path: '/edit',
    summary: 'Changes a message of their own.',
    input: z.strictObject({ ...who, message, text: z.string() }),
    example: { as: 'carl', message: 'Hello', text: 'Hello there' },
    handle: (sandbox, input) => {
      const person = memberOf(sandbox, input);
      const target = messageOf(sandbox, person, input.message);
      person.edits(target, input.text);
      return messageAnswer(target);
    },
  }),
  thread: verb({
    method: 'POST',
    path: '/thread',
    summary: 'Starts a thread in a channel, or a post in a forum, with its first message.',
    input: z.strictObject({ ...who, in: name, name, text: z.string(), private: z.boolean().optional() }),
    example: { as: 'sam', in: 'general', name: 'plans', text: 'What next?' },
    handle: (sandbox, input) => {
      const thread = memberOf(sandbox, input).startsThread(input.in, input.name, input.text, {
        private: input.private ?? false,
      });
      return { id: thread.id, name: thread.name };
    },
  }),
  sees: verb({
    method: 'GET',
    path: '/sees',
    summary: 'What somebody sees of a channel; nothing of a hidden one.',
    input: z.strictObject({ ...who, in: name }),
    example: { as: 'carl', in: 'general' },
    handle: (sandbox, input) => screenAnswer(memberOf(sandbox, input).sees(placeOf(sandbox, input.in))),
  }),
  dms: verb({
    method: 'GET',
    path: '/dms',
    summary: "Somebody's direct messages with a bot (the first bot by default).",
    input: z.strictObject({ ...who, bot: name.optional() }),
    example: { as: 'carl', bot: 'Guildhall' },
    handle: (sandbox, input) => screenAnswer(memberOf(sandbox, input).dms(botOf(sandbox, input.bot))),
  }),
  screen: verb({
    method: 'GET',
    path: '/screen',
    summary: 'All that somebody sees, as plain text, and the commands that they are offered.',
    input: z.strictObject(who),
    example: { as: 'carl' },
    handle: (sandbox, input) => {
      const person = memberOf(sandbox, input);
      const channels = person.visibleChannels();
      return {
        text: person.screen(),
        channels: channels.map(({ id, name }) => ({ id, name })),
        commands: channels.some(({ guild }) => guild) ? person.commands() : [],
      };
    },
  }),
  until: verb({
    method: 'GET',
    path: '/until',
    summary:
      'Waits until somebody sees a text, at most `timeout` milliseconds; 408 with the screen when not.',
    input: z.strictObject({ ...who, ...where, text: z.string().min(1), timeout: timeoutText }),
    example: { as: 'carl', text: 'Hello there', in: 'general', timeout: 1000 },
    handle: async (sandbox, input) => {
      const options = { ...inPlace(sandbox, input), ...waiting(input) };
      return messageAnswer(await memberOf(sandbox, input).until(input.text, options));
    },
  }),
  openDms: verb({
    method: 'POST',
    path: '/dms/open',
    summary: 'Takes direct messages again.',
    input: z.strictObject(who),
    example: { as: 'carl' },
    handle: (sandbox, input) => memberOf(sandbox, input).openDms(),
  }),
  closeDms: verb({
    method: 'POST',
    path: '/dms/close',
    summary: 'Takes no direct messages of guild members any more; a bot gets 50007.',
    input: z.strictObject(who),
    example: { as: 'carl' },
    handle: (sandbox, input) => memberOf(sandbox, input).closeDms(),
  }),
  deleteMessage: verb({
    method: 'DELETE',
    path: '/messages',
    summary: 'Deletes a message as somebody who may, given by id or text.',
    input: z.strictObject({ ...who, message }),
    example: { as: 'ada', message: 'Hello there' },
    handle: (sandbox, input) => {
      const person = memberOf(sandbox, input);
      person.deletes(messageOf(sandbox, person, input.message));
    },
  }),
};
