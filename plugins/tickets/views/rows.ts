import {
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ComponentType,
} from 'discord.js';

/** Buttons beside each other, or one menu. */
export const row = (...components: APIComponentInMessageActionRow[]): APIComponentInContainer => ({
  type: ComponentType.ActionRow,
  components,
});

/** A menu of which one choice is taken, or up to `most`. */
export const menu = (
  id: string,
  placeholder: string,
  options: APISelectMenuOption[],
  most = 1,
): APIComponentInContainer =>
  row({
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder,
    min_values: 1,
    max_values: most,
    options,
  });
