import { bodyRules, letters, many } from '../body-rows.ts';
import type { Rule } from './rule.ts';

const V2 = 1 << 15;

const row = (...components: object[]) => ({ type: 1, components });
const button = (id: string, more: object = {}) => ({ type: 2, style: 1, label: 'a', custom_id: id, ...more });
const link = (more: object) => ({ type: 2, style: 5, label: 'a', ...more });
const option = (value: string) => ({ label: 'a', value });
const select = (more: object = {}) => ({
  type: 3,
  custom_id: 'select',
  options: [option('a'), option('b')],
  ...more,
});
const text = (content = 'a') => ({ type: 10, content });
const section = (more: object = {}) => ({
  type: 9,
  components: [text()],
  accessory: button('a'),
  ...more,
});
const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] });
const rows = (...components: object[]) => ({ components });
const v2 = (...components: object[]) => ({ flags: V2, components });
const file = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';

/** Components of a bot's messages: buttons, select menus, rows, and what needs the components V2 flag. */
export const rules: readonly Rule[] = bodyRules(
  (stage, body) => stage.api('POST', `/channels/${stage.general.id}/messages`, body),
  200,
  [
    ['five rows of five buttons', rows(...many(5, (r) => row(...many(5, (b) => button(`${r} ${b}`)))))],
    ['six rows', rows(...many(6, (r) => row(button(`${r}`)))), 'components BASE_TYPE_MAX_LENGTH'],
    [
      'six buttons in a row',
      rows(row(...many(6, (b) => button(`${b}`)))),
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty row', rows(row()), 'components.0.components BASE_TYPE_BAD_LENGTH'],
    ['a button outside a row', rows(button('a')), 'components.0 UNION_TYPE_CHOICES'],
    [
      'a component of an unknown type',
      rows(row({ type: 99 })),
      'components.0.components.0 UNION_TYPE_CHOICES',
    ],
    [
      'a component without a type',
      rows(row({ label: 'a' })),
      'components.0.components.0.type BASE_TYPE_REQUIRED',
    ],
    ['a component that is null', { components: [null] }, 'components.0 BASE_TYPE_REQUIRED'],
    ['a type written as a text', rows(row(button('a', { type: '2' })))],

    ['a label of 80', rows(row(button('a', { label: letters(80) })))],
    [
      'a label of 81',
      rows(row(button('a', { label: letters(81) }))),
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    ['a custom id of 100', rows(row(button(letters(100))))],
    [
      'a custom id of 101',
      rows(row(button(letters(101)))),
      'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button style that is none',
      rows(row(button('a', { style: 9 }))),
      'components.0.components.0.style BASE_TYPE_CHOICES',
    ],
    [
      'a button without a custom id',
      rows(row({ type: 2, style: 1, label: 'a' })),
      'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    ],
    [
      'a button with neither label nor emoji',
      rows(row({ type: 2, style: 1, custom_id: 'a' })),
      'components.0.components.0.label BASE_TYPE_REQUIRED',
    ],
    ['a button with an emoji alone', rows(row({ type: 2, style: 1, custom_id: 'a', emoji: { name: '🎫' } }))],
    [
      'a button whose emoji is a word',
      rows(row(button('a', { emoji: { name: 'ticket' } }))),
      'components.0.components.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI',
    ],
    [
      'an emoji id that is none',
      rows(row(button('a', { emoji: { id: '🎫', name: 'a' } }))),
      'components.0.components.0.emoji.id NUMBER_TYPE_COERCE',
    ],
    ['a link button', rows(row(link({ url: 'https://example.com/' })))],
    [
      'a link button without a link',
      rows(row(link({}))),
      'components.0.components.0.url BUTTON_COMPONENT_URL_REQUIRED',
    ],
    [
      'a link button with a custom id',
      rows(row(link({ url: 'https://example.com/', custom_id: 'a' }))),
      'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    ],
    [
      'another button with a link',
      rows(row(button('a', { url: 'https://example.com/' }))),
      'components.0.components.0.url BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
    ],
    [
      'a link button to a script',
      rows(row(link({ url: 'javascript://example.com/' }))),
      'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
    ],
    [
      'a premium button without an article',
      rows(row({ type: 2, style: 6 })),
      'components.0.components.0.sku_id BUTTON_COMPONENT_SKU_ID_REQUIRED',
    ],
    [
      'a premium button with a label',
      rows(row({ type: 2, style: 6, sku_id: '80351110224678912', label: 'a' })),
      'components.0.components.0.label BUTTON_COMPONENT_PREMIUM_FIELD_INVALID',
    ],
    [
      'an article on another button',
      rows(row(button('a', { sku_id: '80351110224678912' }))),
      'components.0.components.0.sku_id BUTTON_COMPONENT_SKU_ID_INVALID',
    ],
    [
      'one custom id in two rows',
      rows(row(button('a')), row(button('b'), button('a'))),
      'components.1.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'one id twice',
      rows(row(button('a', { id: 7 }), button('b', { id: 7 }))),
      'components.0.components.1.id COMPONENT_ID_DUPLICATED',
    ],
    ['an id of 0 twice', rows(row(button('a', { id: 0 }), button('b', { id: 0 })))],

    ['25 options', rows(row(select({ options: many(25, (index) => option(`${index}`)) })))],
    [
      '26 options',
      rows(row(select({ options: many(26, (index) => option(`${index}`)) }))),
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'no options',
      rows(row(select({ options: [] }))),
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a placeholder of 151',
      rows(row(select({ placeholder: letters(151) }))),
      'components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option label of 101',
      rows(row(select({ options: [{ label: letters(101), value: 'a' }] }))),
      'components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH',
    ],
    [
      'one option value twice',
      rows(row(select({ options: [option('a'), option('a')] }))),
      'components.0.components.0.options.1 SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    ['two of two to choose', rows(row(select({ min_values: 2, max_values: 2 })))],
    [
      'at least two of at most one',
      rows(row(select({ min_values: 2, max_values: 1 }))),
      'components.0.components.0.min_values NUMBER_TYPE_MAX',
    ],
    [
      'three of two to choose',
      rows(row(select({ max_values: 3 }))),
      'components.0.components.0.options BASE_TYPE_MIN_LENGTH',
    ],
    [
      'two chosen before where one may be',
      rows(
        row(
          select({
            options: [
              { ...option('a'), default: true },
              { ...option('b'), default: true },
            ],
          }),
        ),
      ),
      'components.0.components.0.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
    ],
    [
      'a select menu and a button in one row',
      rows(row(select(), button('a'))),
      'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'two select menus in one row',
      rows(row(select(), select({ custom_id: 'b' }))),
      'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],

    ['a text with the flag', v2(text())],
    ['a text without the flag', rows(text()), 'components.0 UNION_TYPE_CHOICES'],
    [
      'the flag with content',
      { ...v2(text()), content: 'a' },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'the flag with an embed',
      { ...v2(text()), embeds: [{ title: 'a' }] },
      'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'the flag with a poll',
      { ...v2(text()), poll: { question: { text: 'a' }, answers: [{ poll_media: { text: 'a' } }] } },
      'poll MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    ['the flag with nothing', { flags: V2 }, 50006],
    ['six rows with the flag', v2(...many(6, (r) => row(button(`${r}`))))],
    ['40 components', v2(...many(40, () => text()))],
    ['41 components', v2(...many(41, () => text())), 'components BASE_TYPE_MAX_LENGTH'],
    [
      '41 components, nested ones counted',
      v2(...many(4, () => ({ type: 17, components: many(9, () => text()) })), text()),
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '40 components, nested ones counted',
      v2(...many(4, () => ({ type: 17, components: many(9, () => text()) }))),
    ],
    ['4,000 characters in two texts', v2(text(letters(2000)), text(letters(2000)))],
    [
      '4,001 characters in two texts',
      v2(text(letters(2000)), { type: 17, components: [text(letters(2001))] }),
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    ['an empty text', v2(text('')), 'components.0.content BASE_TYPE_BAD_LENGTH'],
    ['a section with a button', v2(section())],
    [
      'a section without an accessory',
      v2(section({ accessory: undefined })),
      'components.0.accessory BASE_TYPE_REQUIRED',
    ],
    [
      'a section of four texts',
      v2(section({ components: many(4, () => text()) })),
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a section whose button has no custom id',
      v2({ type: 17, components: [section({ accessory: { type: 2, style: 2, label: 'a' } })] }),
      'components.0.components.0.accessory.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
    ],
    [
      'a custom id in a section and in a row',
      v2(section(), row(button('a'))),
      'components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a container in a container',
      v2({ type: 17, components: [{ type: 17, components: [text()] }] }),
      'components.0.components.0 UNION_TYPE_CHOICES',
    ],
    [
      'a gallery of ten',
      v2({ type: 12, items: many(10, () => ({ media: { url: 'https://example.com/a.png' } })) }),
    ],
    [
      'a gallery of eleven',
      v2({ type: 12, items: many(11, () => ({ media: { url: 'https://example.com/a.png' } })) }),
      'components.0.items BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a gallery with a missing file',
      v2(gallery('attachment://a.png')),
      `components.0.items.0.media.url ${file}`,
    ],
    [
      'a thumbnail with a missing file',
      v2(section({ accessory: { type: 11, media: { url: 'attachment://a.png' } } })),
      `components.0.accessory.media.url ${file}`,
    ],
    [
      'a file that is not an upload',
      v2({ type: 13, file: { url: 'https://example.com/a.png' } }),
      'components.0.file.url URL_TYPE_INVALID_SCHEME',
    ],
  ],
);
