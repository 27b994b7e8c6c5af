import { ComponentType as C } from 'discord-api-types/v10';
import { componentLimits } from '../../limits.ts';
import { characters } from '../body/field-readers.ts';
import { type FormErrors, type FormPath, problem } from '../body/form-errors.ts';
import { type Button, buttonRules } from './buttons.ts';
import { linkRules, schemes } from './links.ts';
import { type Select, selectRules } from './selects.ts';

/** A component of a message as its schema left it: right by itself. */
export type GivenComponent = { readonly type: number } & Readonly<Record<string, unknown>>;

export interface ComponentContext {
  /** Whether the message has the flag `IS_COMPONENTS_V2`. */
  readonly v2: boolean;
  /** Whether the message has a file of that name. */
  readonly hasFile: (name: string) => boolean;
}

/**
 * Adds to `errors` what is wrong with the components of a message as a whole: how many there are, what may be beside
 * what, ids that are there twice, links to files that are not.
 *
 * Source: https://docs.discord.com/developers/components/reference
 */
export function componentRules(
  components: readonly GivenComponent[],
  errors: FormErrors,
  path: FormPath,
  context: ComponentContext,
): void {
  if (!context.v2) {
    if (components.length > componentLimits.legacyRows)
      errors.add(path, ...problem.length(undefined, componentLimits.legacyRows));
    components.forEach(({ type }, index) => {
      if (type !== C.ActionRow) errors.add([...path, index], ...problem.branch('type', [C.ActionRow]));
    });
  }
  const ids = new ComponentIds(errors);
  let count = 0;
  let text = 0;
  const visit = (component: GivenComponent, at: FormPath): void => {
    count += 1;
    if (component.type === C.TextDisplay) text += characters(component.content as string);
    ids.take(component, at);
    oneRules(component, errors, at, context);
    const children = (component.components ?? []) as readonly GivenComponent[];
    children.forEach((child, index) => {
      visit(child, [...at, 'components', index]);
    });
    if (component.accessory) visit(component.accessory as GivenComponent, [...at, 'accessory']);
  };
  components.forEach((component, index) => {
    visit(component, [...path, index]);
  });
  if (count > componentLimits.total)
    errors.add(
      path,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Total number of components cannot exceed ${componentLimits.total}`,
    );
  if (text > componentLimits.text)
    errors.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Total displayable text size for components cannot exceed ${componentLimits.text}`,
    );
}

/** Keeps what a custom id and an id may be: once in a message or modal. An id of 0 asks Discord for one. */
export class ComponentIds {
  readonly #errors: FormErrors;
  readonly #customIds = new Set<unknown>();
  readonly #ids = new Set<unknown>();

  constructor(errors: FormErrors) {
    this.#errors = errors;
  }

  take({ custom_id: customId, id }: Readonly<Record<string, unknown>>, path: FormPath): void {
    if (customId) {
      if (this.#customIds.has(customId))
        this.#errors.add(
          [...path, 'custom_id'],
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        );
      this.#customIds.add(customId);
    }
    if (id) {
      if (this.#ids.has(id))
        this.#errors.add([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
      this.#ids.add(id);
    }
  }
}

function oneRules(
  component: GivenComponent,
  errors: FormErrors,
  path: FormPath,
  { hasFile }: ComponentContext,
): void {
  const media = (value: unknown, at: FormPath, allowed: readonly string[] = schemes.media): void => {
    const { url } = value as { url: string };
    const name = /^attachment:\/\/(.*)$/is.exec(url)?.[1];
    if (url === '') errors.add([...at, 'url'], ...problem.required);
    else if (name === undefined) linkRules(url, allowed, errors, [...at, 'url']);
    else if (!hasFile(name))
      errors.add(
        [...at, 'url'],
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        'The referenced attachment was not found.',
      );
  };
  switch (component.type) {
    case C.ActionRow:
      rowRules(component.components as readonly GivenComponent[], errors, [...path, 'components']);
      break;
    case C.Button:
      buttonRules(component as unknown as Button, errors, path);
      break;
    case C.StringSelect:
    case C.UserSelect:
    case C.RoleSelect:
    case C.MentionableSelect:
    case C.ChannelSelect:
      selectRules(component as Select, errors, path);
      break;
    case C.Thumbnail:
      media(component.media, [...path, 'media']);
      break;
    case C.MediaGallery:
      (component.items as readonly { media: unknown }[]).forEach((item, index) => {
        media(item.media, [...path, 'items', index, 'media']);
      });
      break;
    case C.File:
      media(component.file, [...path, 'file'], schemes.file);
      break;
  }
}

/** A row has room for five buttons; a select menu takes all of it. */
function rowRules(children: readonly GivenComponent[], errors: FormErrors, path: FormPath): void {
  let width = 0;
  children.forEach(({ type }, index) => {
    width += type === C.Button ? 1 : componentLimits.rowButtons;
    if (width > componentLimits.rowButtons)
      errors.add(
        [...path, index],
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
      );
  });
}
