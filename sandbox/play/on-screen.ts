import { ComponentType } from 'discord-api-types/v10';
import { allComponents } from '../discord/state/messages.ts';
import type { Component } from '../discord/state/types.ts';
import { namesIn } from '../driver/names.ts';
import { type Names, renderText, withoutMarks } from '../driver/render.ts';
import type { ShownButton, ShownMessage, ShownSelect } from '../driver/shown-message.ts';
import { meant } from './match.ts';
import type { Player } from './player.ts';

/** Something to click or choose in, and where it stands. */
export interface OnScreen<Part> {
  readonly message: ShownMessage;
  readonly part: Part;
  /** What it stands beside, when it belongs to one section of the message. */
  readonly section: string | undefined;
}

/** The buttons that the person sees, those of the channel they are in first, and there the newest first. */
export function buttonsOnScreen(player: Player): OnScreen<ShownButton>[] {
  return partsOf(player, ({ allButtons }) => allButtons);
}

/** The select menus that the person sees, in the same order. */
export function menusOnScreen(player: Player): OnScreen<ShownSelect>[] {
  return partsOf(player, ({ allSelects }) => allSelects);
}

/**
 * The part with this label. What can be used comes before what is switched off, and the channel that the person is in
 * before the others. @throws Error that says what there is.
 */
export function partNamed<Part extends { readonly disabled: boolean }>(
  parts: readonly OnScreen<Part>[],
  text: string,
  naming: { kind: string; name: (part: Part) => string },
): OnScreen<Part> {
  const sorted = [
    ...parts.filter(({ part }) => !part.disabled),
    ...parts.filter(({ part }) => part.disabled),
  ];
  return meant(text, sorted, { kind: naming.kind, name: ({ part }) => naming.name(part) });
}

/**
 * The button with this label; `on` is a part of the message or of the section that it belongs to.
 * @throws Error that says what there is.
 */
export function buttonMeant(player: Player, label: string, on: string | undefined): OnScreen<ShownButton> {
  const naming = { kind: 'button', name: (button: ShownButton) => button.label };
  const all = buttonsOnScreen(player);
  if (on !== undefined) {
    const beside = all.filter(({ section }) => section?.toLowerCase().includes(on.toLowerCase()));
    return partNamed(
      beside.length > 0 ? beside : all.filter(({ message }) => message.shows(on)),
      label,
      naming,
    );
  }
  const found = partNamed(all, label, naming);
  const twins = all.filter(
    ({ message, part, section }) =>
      message.id === found.message.id && part.label === found.part.label && section !== undefined,
  );
  if (twins.length > 1) {
    const places = twins.map(({ section }) => `"${section!.split('\n')[0]}"`).join(', ');
    throw new Error(`Several buttons say ${found.part.label}. Add on and what it stands beside: ${places}`);
  }
  return found;
}

function partsOf<Part extends { readonly customId: string | undefined }>(
  { person, place, sandbox }: Player,
  parts: (message: ShownMessage) => readonly Part[],
): OnScreen<Part>[] {
  const others = person.visibleChannels().filter((channel) => channel !== place);
  return [place, ...others].flatMap((channel) =>
    person
      .sees(channel)
      .messages.toReversed()
      .flatMap((message) => {
        const sections = sectionsOf(message, namesIn(sandbox.world, channel));
        return parts(message).map((part) => ({ message, part, section: sections.get(part.customId ?? '') }));
      }),
  );
}

/** The texts that buttons stand beside, by the buttons' custom ids. */
function sectionsOf({ record }: ShownMessage, names: Names): ReadonlyMap<string, string> {
  const sections = [...allComponents(record.components)].filter(({ type }) => type === ComponentType.Section);
  return new Map(
    sections.map((section) => {
      const texts = (section.components as Component[]).map(({ content }) => String(content ?? ''));
      const { custom_id: id } = section.accessory as Component;
      return [String(id), withoutMarks(renderText(texts.join('\n'), names))];
    }),
  );
}
