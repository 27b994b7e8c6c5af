import { answers, modal, Person, withToken } from '../person.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const hello = { type: 4, data: { content: 'Hello' } };
const autocompleted = {
  options: [{ type: 3, name: 'topic', description: 'What', autocomplete: true }],
};
const choices = (count: number) => ({
  type: 8,
  data: { choices: Array.from({ length: count }, (_, at) => ({ name: `c${at}`, value: `v${at}` })) },
});

/** Answers a command, a click, typing or a modal with `body`. */
const toCommand = (body: unknown) => (stage: Stage) => answers(stage, new Person(stage).uses(), body);
const toClick = (body: unknown) => (stage: Stage) => answers(stage, new Person(stage).clicks(), body);
const toTyping = (body: unknown) => (stage: Stage) =>
  answers(stage, new Person(stage).types(autocompleted, { focused: 'topic' }), body);
const toModal = (from: 'uses' | 'clicks', body: unknown) => async (stage: Stage) => {
  const ada = new Person(stage);
  const opened = ada[from]();
  await answers(stage, opened, modal);
  return answers(stage, ada.submits(opened, { why: 'because' }), body);
};

/** Answers a command with `body`, then does something with its token. */
const then =
  (body: unknown, method: string, path: string, more?: unknown) =>
  async (stage: Stage): Promise<Answered> => {
    const interaction = new Person(stage).uses();
    await answers(stage, interaction, body);
    return withToken(stage, interaction, method, path, more);
  };

const refusedType = (name: string, when: Rule['when']): Rule => ({
  name,
  when,
  status: 400,
  code: 50035,
  field: 'type BASE_TYPE_CHOICES',
});

export const rules: readonly Rule[] = [
  { name: 'a command is answered with a message', when: toCommand(hello), status: 204 },
  {
    name: 'an answer needs no permission of the bot in the channel',
    permissions: 0n,
    when: (stage) => {
      stage.general.overwrites.set(stage.guild.id, {
        id: stage.guild.id,
        type: 0,
        allow: 1024n,
        deny: 2048n,
      });
      stage.general.overwrites.set(stage.me.user.id, {
        id: stage.me.user.id,
        type: 1,
        allow: 0n,
        deny: 1024n,
      });
      return toCommand(hello)(stage);
    },
    status: 204,
  },
  { name: 'a command is deferred', when: toCommand({ type: 5 }), status: 204 },
  {
    name: 'a command is deferred ephemerally',
    when: toCommand({ type: 5, data: { flags: 64 } }),
    status: 204,
  },
  { name: 'a command is answered with a modal', when: toCommand(modal), status: 204 },
  { name: 'a command launches an activity', when: toCommand({ type: 12 }), status: 204 },
  refusedType('a command is no message to update', toCommand({ type: 7, data: { content: 'x' } })),
  refusedType('a command has no update to defer', toCommand({ type: 6 })),
  refusedType('a command takes no choices', toCommand(choices(1))),
  refusedType('a command takes no pong', toCommand({ type: 1 })),
  refusedType('an answer of no known type is refused', toCommand({ type: 77 })),
  { name: 'an answer without a type is refused', when: toCommand({ data: {} }), status: 400, code: 50035 },
  { name: 'a reply without data is refused', when: toCommand({ type: 4 }), status: 400, code: 50035 },
  {
    name: 'a reply with nothing in it is empty',
    when: toCommand({ type: 4, data: { content: '' } }),
    status: 400,
    code: 50006,
  },
  {
    name: 'a reply holds at most 2000 characters',
    when: toCommand({ type: 4, data: { content: 'x'.repeat(2001) } }),
    status: 400,
    code: 50035,
    field: 'data.content BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'a reply that is refused leaves the interaction open for another',
    when: async (stage) => {
      const interaction = new Person(stage).uses();
      await answers(stage, interaction, { type: 4, data: { content: '' } });
      return answers(stage, interaction, hello);
    },
    status: 204,
  },
  { name: 'a click is answered with a message', when: toClick(hello), status: 204 },
  { name: 'a click updates its message', when: toClick({ type: 7, data: { content: 'new' } }), status: 204 },
  { name: 'a click defers the update', when: toClick({ type: 6 }), status: 204 },
  { name: 'a click opens a modal', when: toClick(modal), status: 204 },
  refusedType('a click takes no choices', toClick(choices(1))),
  {
    name: 'an update whose message is deleted has nothing to update',
    when: (stage) => {
      const ada = new Person(stage);
      const interaction = ada.clicks();
      interaction.channel.messages.delete(interaction.message!.id);
      return answers(stage, interaction, { type: 7, data: { content: 'new' } });
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'an answer in a channel that is gone finds no channel',
    when: (stage) => {
      const interaction = new Person(stage).uses();
      stage.world.channels.delete(stage.general.id);
      return answers(stage, interaction, hello);
    },
    status: 404,
    code: 10003,
  },
  { name: 'typing is answered with choices', when: toTyping(choices(25)), status: 204 },
  { name: 'typing is answered with no choice at all', when: toTyping(choices(0)), status: 204 },
  {
    name: 'there are at most 25 choices',
    when: toTyping(choices(26)),
    status: 400,
    code: 50035,
    field: 'data.choices BASE_TYPE_MAX_LENGTH',
  },
  refusedType('typing takes no message', toTyping(hello)),
  refusedType('typing cannot be deferred', toTyping({ type: 5 })),
  { name: 'a modal of a command is answered with a message', when: toModal('uses', hello), status: 204 },
  {
    name: 'a modal of a button updates its message',
    when: toModal('clicks', { type: 7, data: { content: 'x' } }),
    status: 204,
  },
  { name: 'a modal of a button defers the update', when: toModal('clicks', { type: 6 }), status: 204 },
  refusedType(
    'a modal of a command has no message to update',
    toModal('uses', { type: 7, data: { content: 'x' } }),
  ),
  { name: 'a modal of a command is closed without a word', when: toModal('uses', { type: 6 }), status: 204 },
  { name: 'a command asks for a premium', when: toCommand({ type: 10 }), status: 204 },
  refusedType('typing asks for no premium', toTyping({ type: 10 })),
  refusedType('a modal opens no modal', toModal('uses', modal)),
  refusedType('a modal of a button opens no modal either', toModal('clicks', modal)),
  {
    name: 'a second answer comes too late',
    when: async (stage) => {
      const interaction = new Person(stage).uses();
      await answers(stage, interaction, hello);
      return answers(stage, interaction, hello);
    },
    status: 400,
    code: 40060,
  },
  {
    name: 'an interaction that is not there is unknown',
    when: (stage) => {
      const interaction = new Person(stage).uses();
      return stage.api('POST', `/interactions/${stage.guild.id}/${interaction.token}/callback`, hello);
    },
    status: 404,
    code: 10062,
  },
  {
    name: "an interaction with another one's token is unknown",
    when: (stage) => {
      const ada = new Person(stage);
      const [one, other] = [ada.uses(), ada.uses()];
      return stage.api('POST', `/interactions/${one.id}/${other.token}/callback`, hello);
    },
    status: 404,
    code: 10062,
  },
  {
    name: 'with_response gives the message',
    when: (stage) => answers(stage, new Person(stage).uses(), hello, '?with_response=true'),
    status: 200,
    body: {
      interaction: { type: 2, response_message_loading: false, response_message_ephemeral: false },
      resource: { type: 4, message: { content: 'Hello', type: 20, interaction_metadata: { name: 'ask' } } },
    },
  },
  {
    name: 'with_response of a deferred answer says that it is loading',
    when: (stage) =>
      answers(stage, new Person(stage).uses(), { type: 5, data: { flags: 64 } }, '?with_response=1'),
    status: 200,
    body: { interaction: { response_message_loading: true, response_message_ephemeral: true } },
  },
  {
    name: 'with_response of an update gives the message as it is now',
    when: (stage) =>
      answers(
        stage,
        new Person(stage).clicks(),
        { type: 7, data: { content: 'new' } },
        '?with_response=true',
      ),
    status: 200,
    body: { resource: { type: 7, message: { content: 'new' } } },
  },
  {
    name: 'with_response of a modal has no resource',
    when: (stage) => answers(stage, new Person(stage).uses(), modal, '?with_response=true'),
    status: 200,
    body: { interaction: { type: 2 } },
  },
  {
    name: 'with_response of an activity gives its instance',
    when: (stage) => answers(stage, new Person(stage).uses(), { type: 12 }, '?with_response=true'),
    status: 200,
    body: { resource: { type: 12 } },
  },
  {
    name: 'a reply brings a file',
    when: (stage) =>
      answers(
        stage,
        new Person(stage).uses(),
        { type: 4, data: { attachments: [{ id: 0, description: 'Notes' }] } },
        '?with_response=true',
        { files: [{ name: 'notes.txt', content: 'text' }] },
      ),
    status: 200,
    body: {
      resource: { message: { attachments: [{ filename: 'notes.txt', description: 'Notes', size: 4 }] } },
    },
  },

  {
    name: 'a follow-up is written',
    when: then(hello, 'POST', '', { content: 'more' }),
    status: 200,
    body: { content: 'more' },
  },
  {
    name: 'a follow-up is ephemeral by its own flag',
    when: then(hello, 'POST', '', { content: 'more', flags: 64 }),
    status: 200,
    body: { flags: 64 },
  },
  {
    name: 'a follow-up with nothing in it is empty',
    when: then(hello, 'POST', '', {}),
    status: 400,
    code: 50006,
  },
  {
    name: 'a follow-up before the answer finds no webhook',
    when: (stage) => withToken(stage, new Person(stage).uses(), 'POST', '', { content: 'x' }),
    status: 404,
    code: 10015,
  },
  {
    name: 'the original is read',
    when: then(hello, 'GET', '/messages/@original'),
    status: 200,
    body: { content: 'Hello', type: 20 },
  },
  {
    name: 'the original is edited',
    when: then(hello, 'PATCH', '/messages/@original', { content: 'Bye' }),
    status: 200,
    body: { content: 'Bye' },
  },
  {
    name: 'an original edited to nothing is empty',
    when: then(hello, 'PATCH', '/messages/@original', { content: '' }),
    status: 400,
    code: 50006,
  },
  {
    name: 'a deferred original that stays empty is refused',
    when: then({ type: 5 }, 'PATCH', '/messages/@original', { content: '' }),
    status: 400,
    code: 50006,
  },
  {
    name: 'components V2 are switched on by an edit of a deferred answer',
    when: then({ type: 5 }, 'PATCH', '/messages/@original', {
      flags: 1 << 15,
      components: [{ type: 10, content: 'Text' }],
    }),
    status: 200,
    body: { flags: 1 << 15, components: [{ type: 10, content: 'Text' }] },
  },
  {
    name: 'components V2 are not switched on over a content',
    when: then(hello, 'PATCH', '/messages/@original', {
      flags: 1 << 15,
      components: [{ type: 10, content: 'Text' }],
    }),
    status: 400,
    code: 50035,
  },
  {
    name: 'components V2 without their flag are refused in an edit',
    when: then(hello, 'PATCH', '/messages/@original', { components: [{ type: 10, content: 'Text' }] }),
    status: 400,
    code: 50035,
  },
  { name: 'the original is deleted', when: then(hello, 'DELETE', '/messages/@original'), status: 204 },
  {
    name: 'an ephemeral original is deleted by its token',
    when: then({ type: 4, data: { content: 'psst', flags: 64 } }, 'DELETE', '/messages/@original'),
    status: 204,
  },
  {
    name: 'an original that is deleted is unknown',
    when: async (stage) => {
      const interaction = new Person(stage).uses();
      await answers(stage, interaction, hello);
      await withToken(stage, interaction, 'DELETE', '/messages/@original');
      return withToken(stage, interaction, 'GET', '/messages/@original');
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'a modal leaves no original',
    when: then(modal, 'GET', '/messages/@original'),
    status: 404,
    code: 10008,
  },
  {
    name: 'a message that the token does not reach is unknown',
    when: async (stage) => {
      const [ada, bob] = [new Person(stage), new Person(stage, { name: 'bob' })];
      const [hers, his] = [ada.uses(), bob.uses()];
      await answers(stage, hers, { type: 4, data: { content: 'psst', flags: 64 } });
      await answers(stage, his, hello);
      return withToken(stage, his, 'GET', `/messages/${hers.originalId}`);
    },
    status: 404,
    code: 10008,
  },
  {
    name: 'a message id that is none is refused',
    when: then(hello, 'GET', '/messages/nonsense'),
    status: 400,
    code: 50035,
  },
  {
    name: 'a token of nothing is invalid',
    when: (stage) => stage.api('POST', `/webhooks/${stage.application.id}/nonsense`, { content: 'x' }),
    status: 401,
    code: 50027,
  },
  {
    name: 'a token under an id of nothing finds no webhook',
    when: (stage) => stage.api('POST', `/webhooks/${stage.guild.id}/nonsense`, { content: 'x' }),
    status: 404,
    code: 10015,
  },
];
