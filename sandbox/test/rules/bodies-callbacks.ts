import { createInteraction } from '../../discord/state/interactions.ts';
import { createMessage } from '../../discord/state/messages.ts';
import type { Interaction } from '../../discord/state/types.ts';
import { type BodyRow, bodyRules, letters, many } from '../body-rows.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

/** Sends the first answer to an interaction of a kind, one with a message where such an interaction has one. */
function answerTo(type: Interaction['type']) {
  return (stage: Stage, body: unknown): Promise<Answered> => {
    const { world, application, owner: user, general: channel } = stage;
    const message =
      type === 3 ? createMessage(world, channel, { author: application.bot, content: 'press' }) : undefined;
    // A modal was opened by an earlier interaction.
    const triggering = type === 5 ? { id: world.ids.next(), type: 2, user, name: 'ping' } : undefined;
    const { id, token } = createInteraction(world, {
      application,
      user,
      channel,
      type,
      message,
      triggering,
      data: type === 3 ? { component_type: 2, custom_id: 'a' } : { id: '1', name: 'ping', type: 1 },
      commandName: type === 2 || type === 4 ? 'ping' : undefined,
    });
    return stage.api('POST', `/interactions/${id}/${token}/callback`, body);
  };
}

const answers = (what: string, type: Interaction['type'], rows: readonly BodyRow[]): Rule[] =>
  bodyRules(
    answerTo(type),
    204,
    rows.map(([name, body, refusal]) => [`${name} for ${what}`, body, refusal]),
  );

const reply = (data: unknown) => ({ type: 4, data });
const choices = (...list: unknown[]) => ({ type: 8, data: { choices: list } });
const modal = { type: 9, data: { custom_id: 'a', title: 'a', components: [{ type: 10, content: 'a' }] } };

/** First answers to interactions, by what they answer. */
export const rules: readonly Rule[] = [
  ...answers('a command', 2, [
    ['a reply', reply({ content: 'hi' })],
    ['a reply of 2,000', reply({ content: letters(2000) })],
    ['a reply of 2,001', reply({ content: letters(2001) }), 'data.content BASE_TYPE_MAX_LENGTH'],
    ['a reply with nothing', reply({}), 50006],
    ['a reply without data', { type: 4 }, 'data BASE_TYPE_REQUIRED'],
    ['a reply whose data is a text', reply('hi'), 'data MODEL_TYPE_CONVERT'],
    [
      'a reply with a wrong button',
      reply({ components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a' }] }] }),
      'data.components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    ],
    [
      'a reply of a text without the flag',
      reply({ components: [{ type: 10, content: 'a' }] }),
      'data.components.0 UNION_TYPE_CHOICES',
    ],
    [
      'a reply with long embeds',
      reply({ embeds: many(2, () => ({ description: letters(3001) })) }),
      'data.embeds MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a deferred reply', { type: 5 }],
    ['a deferred ephemeral reply', { type: 5, data: { flags: 64 } }],
    ['a modal', modal],
    ['an update', { type: 7, data: { content: 'hi' } }, 'type BASE_TYPE_CHOICES'],
    ['a deferred update', { type: 6 }, 'type BASE_TYPE_CHOICES'],
    ['choices', choices(), 'type BASE_TYPE_CHOICES'],
    ['no type', { data: { content: 'hi' } }, 'type BASE_TYPE_REQUIRED'],
    ['an unknown type', { type: 77 }, 'type BASE_TYPE_CHOICES'],
    ['a type written as a text', { type: '4', data: { content: 'hi' } }],
    ['a body that is a list', [4], 'MODEL_TYPE_CONVERT'],
  ]),
  ...answers('a button', 3, [
    ['an update', { type: 7, data: { content: 'pressed' } }],
    ['an update of nothing', { type: 7, data: {} }],
    ['an update that empties the message', { type: 7, data: { content: '' } }, 50006],
    [
      'an update of 2,001',
      { type: 7, data: { content: letters(2001) } },
      'data.content BASE_TYPE_MAX_LENGTH',
    ],
    ['a deferred update', { type: 6 }],
    ['a reply', reply({ content: 'hi' })],
    ['a modal', modal],
  ]),
  ...answers('a submitted modal', 5, [
    ['a reply', reply({ content: 'hi' })],
    ['another modal', modal, 'type BASE_TYPE_CHOICES'],
    ['an update, with no message', { type: 7, data: { content: 'a' } }, 'type BASE_TYPE_CHOICES'],
  ]),
  ...answers('an autocomplete', 4, [
    ['no choices', choices()],
    ['25 choices', choices(...many(25, (index) => ({ name: `${index}`, value: `${index}` })))],
    [
      '26 choices',
      choices(...many(26, (index) => ({ name: `${index}`, value: `${index}` }))),
      'data.choices BASE_TYPE_MAX_LENGTH',
    ],
    ['numbers', choices({ name: 'a', value: 1 }, { name: 'b', value: 2 })],
    ['a choice without a name', choices({ value: 'a' }), 'data.choices.0.name BASE_TYPE_REQUIRED'],
    [
      'a choice name of 101',
      choices({ name: letters(101), value: 'a' }),
      'data.choices.0.name BASE_TYPE_BAD_LENGTH',
    ],
    ['choices that are no list', { type: 8, data: { choices: 'a' } }, 'data.choices LIST_TYPE_CONVERT'],
    ['no data', { type: 8 }, 'data BASE_TYPE_REQUIRED'],
    ['a reply', reply({ content: 'hi' }), 'type BASE_TYPE_CHOICES'],
  ]),
];
