import { createInteraction } from '../../discord/state/interactions.ts';
import { bodyRules, letters, many } from '../body-rows.ts';
import type { Rule } from './rule.ts';

const modal = (components: unknown, more: object = {}) => ({
  custom_id: 'modal',
  title: 'A modal',
  components,
  ...more,
});
const input = (id: string, more: object = {}) => ({ type: 4, style: 1, custom_id: id, ...more });
const row = (component: object) => ({ type: 1, components: [component] });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'a', component, ...more });
const option = (value: string) => ({ label: 'a', value });

/** Modals that a command is answered with. */
export const rules: readonly Rule[] = bodyRules(
  (stage, data) => {
    const { world, application, owner: user, general: channel } = stage;
    const interaction = createInteraction(world, {
      application,
      user,
      channel,
      type: 2,
      data: { id: '1', name: 'ping', type: 1 },
      commandName: 'ping',
    });
    return stage.api('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, {
      type: 9,
      data,
    });
  },
  204,
  [
    ['five labels', modal(many(5, (index) => label(input(`${index}`))))],
    [
      'six labels',
      modal(many(6, (index) => label(input(`${index}`)))),
      'data.components BASE_TYPE_BAD_LENGTH',
    ],
    ['no components', modal([]), 'data.components BASE_TYPE_BAD_LENGTH'],
    ['no title', modal([label(input('a'))], { title: undefined }), 'data.title BASE_TYPE_REQUIRED'],
    ['a title of 45', modal([label(input('a'))], { title: letters(45) })],
    ['a title of 46', modal([label(input('a'))], { title: letters(46) }), 'data.title BASE_TYPE_BAD_LENGTH'],
    [
      'no custom id',
      modal([label(input('a'))], { custom_id: undefined }),
      'data.custom_id BASE_TYPE_REQUIRED',
    ],
    [
      'a label of 46',
      modal([label(input('a'), { label: letters(46) })]),
      'data.components.0.label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description of 101',
      modal([label(input('a'), { description: letters(101) })]),
      'data.components.0.description BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a label of nothing',
      modal([{ type: 18, label: 'a' }]),
      'data.components.0.component BASE_TYPE_REQUIRED',
    ],
    [
      'a label of a button',
      modal([label({ type: 2, style: 1, label: 'a', custom_id: 'a' })]),
      'data.components.0.component UNION_TYPE_CHOICES',
    ],
    ['a text input in a row', modal([row(input('a', { label: 'a' }))])],
    [
      'a text input in a row without a label',
      modal([row(input('a'))]),
      'data.components.0.components.0.label BASE_TYPE_REQUIRED',
    ],
    ['a bare text input', modal([input('a')]), 'data.components.0 UNION_TYPE_CHOICES'],
    [
      'one custom id twice',
      modal([label(input('a')), label(input('a'))]),
      'data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    ['a max_length of 4,000', modal([label(input('a', { max_length: 4000 }))])],
    [
      'a max_length of 4,001',
      modal([label(input('a', { max_length: 4001 }))]),
      'data.components.0.component.max_length NUMBER_TYPE_MAX',
    ],
    [
      'a min_length above max_length',
      modal([label(input('a', { min_length: 6, max_length: 5 }))]),
      'data.components.0.component.min_length NUMBER_TYPE_MAX',
    ],
    ['a value as long as max_length', modal([label(input('a', { value: 'hello', max_length: 5 }))])],
    [
      'a value longer than max_length',
      modal([label(input('a', { value: 'hello!', max_length: 5 }))]),
      'data.components.0.component.value BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a text input of no style',
      modal([label({ type: 4, custom_id: 'a' })]),
      'data.components.0.component.style BASE_TYPE_REQUIRED',
    ],
    ['a select menu', modal([label({ type: 3, custom_id: 'a', options: [option('a')] })])],
    [
      'a select menu that is disabled',
      modal([label({ type: 3, custom_id: 'a', options: [option('a')], disabled: true })]),
      'data.components.0.component.disabled COMPONENT_DISABLED_IN_MODAL',
    ],
    [
      'a select menu with one value twice',
      modal([label({ type: 3, custom_id: 'a', options: [option('a'), option('a')] })]),
      'data.components.0.component.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    ['an upload of ten files', modal([label({ type: 19, custom_id: 'a', max_values: 10 })])],
    [
      'an upload of eleven files',
      modal([label({ type: 19, custom_id: 'a', max_values: 11 })]),
      'data.components.0.component.max_values NUMBER_TYPE_MAX',
    ],
    [
      'one radio button',
      modal([label({ type: 21, custom_id: 'a', options: [option('a')] })]),
      'data.components.0.component.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'three of two boxes to check',
      modal([label({ type: 22, custom_id: 'a', options: [option('a'), option('b')], max_values: 3 })]),
      'data.components.0.component.options BASE_TYPE_MIN_LENGTH',
    ],
  ],
);
