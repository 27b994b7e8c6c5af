import { ComponentType as T } from 'discord-api-types/v10';
import { compareSnowflakes } from '../discord/snowflake.ts';
import { componentData, modalData } from '../discord/state/interaction-data.ts';
import type { Value } from '../discord/state/interaction-input.ts';
import { createInteraction, type InteractionRequest } from '../discord/state/interactions.ts';
import { allComponents } from '../discord/state/messages.ts';
import type { Application, Component, Message } from '../discord/state/types.ts';
import { componentValue, type Input } from './input.ts';
import type { Person, Place } from './person.ts';
import { asPerson } from './refusal.ts';
import { buttonLabel, selectLabel } from './render.ts';
import { Reply, replyTo } from './reply.ts';
import { ShownMessage } from './shown-message.ts';

export interface ComponentOptions {
  /** The message with the component; by default the newest one that the person sees with it. */
  readonly on?: ShownMessage | Reply | Message;
  /** Looks for the message in this channel only. */
  readonly in?: Place;
  /** How long a deferred answer is waited for, in real milliseconds. */
  readonly timeout?: number;
}

const SELECTS: readonly number[] = [
  T.StringSelect,
  T.UserSelect,
  T.RoleSelect,
  T.MentionableSelect,
  T.ChannelSelect,
];

/** Clicks a button by its label or custom id. @throws ClientRefusal when it is not there, disabled, or a link. */
export function click(person: Person, name: string, options: ComponentOptions = {}): Promise<Reply> {
  return use(person, options, 'button', name, []);
}

/** Chooses in a select menu by its placeholder or custom id. */
export function select(
  person: Person,
  name: string,
  choices: Input | readonly Input[],
  options: ComponentOptions = {},
): Promise<Reply> {
  const inputs = Array.isArray(choices) ? (choices as readonly Input[]) : [choices as Input];
  return use(person, options, 'select menu', name, inputs);
}

/** What is typed or chosen in a modal, by a field's label or custom id. `undefined` leaves one as it is. */
export type ModalInputs = Readonly<Record<string, Input | readonly Input[] | undefined>>;

/** Sends the modal that is open on the person's screen. @throws ClientRefusal when none is, or a field is wrong. */
export async function submit(
  person: Person,
  inputs: ModalInputs = {},
  options: { timeout?: number } = {},
): Promise<Reply> {
  const interaction = asPerson(person, () => {
    const modal = person.modal;
    if (!modal) throw new Error('no modal is open');
    const values = Object.fromEntries(
      Object.entries(inputs)
        .filter((entry): entry is [string, Input | readonly Input[]] => entry[1] !== undefined)
        .map(([name, input]) => {
          const field = modal.field(name);
          const component = modal.component(field);
          const value = Array.isArray(input)
            ? (input as readonly Input[]).map((each) => componentValue(person, component, each))
            : componentValue(person, component, input as Input);
          return [field.customId, value];
        }),
    );
    const { application, channel } = modal.interaction;
    const actor = { world: person.sandbox.world, application, user: person.user, channel };
    return createInteraction(actor.world, { ...actor, ...modalData(actor, modal.interaction, values) });
  });
  return replyTo(person, interaction, options);
}

async function use(
  person: Person,
  options: ComponentOptions,
  what: Kind,
  name: string,
  inputs: readonly Input[],
): Promise<Reply> {
  const request = componentRequest(person, options, what, name, inputs);
  return replyTo(person, createInteraction(person.sandbox.world, request), options);
}

type Kind = 'button' | 'select menu';

/** A click or a choice that is ready to be sent. @throws ClientRefusal for what the client would not send. */
export function componentRequest(
  person: Person,
  options: ComponentOptions,
  what: Kind,
  name: string,
  inputs: readonly Input[] = [],
): InteractionRequest {
  const { world } = person.sandbox;
  return asPerson(person, () => {
    const found = findComponent(person, options, (component) => kinds[what](component, name));
    if (!found) throw new Error(`there is no ${what} '${name}'${whereLooked(options)}`);
    const { message, component } = found;
    if (component.url) throw new Error(`the button '${name}' is a link to ${component.url}`);
    const application = applicationOf(person, message);
    const values: Value[] = inputs.map((input) => componentValue(person, component, input));
    const actor = { world, application, user: person.user, channel: message.channel };
    return { ...actor, ...componentData(actor, message, component.custom_id as string, values) };
  });
}

const kinds: Record<Kind, (component: Component, name: string) => boolean> = {
  button: isButton,
  'select menu': isSelect,
};

/** An enabled component comes before a disabled one, a newer message before an older one. */
function findComponent(
  person: Person,
  { on, in: place }: ComponentOptions,
  matches: (component: Component) => boolean,
): { message: Message; component: Component } | undefined {
  const messages = on ? messagesOf(on) : newestFirst(person, place);
  let disabled: { message: Message; component: Component } | undefined;
  for (const message of messages) {
    for (const component of allComponents(message.components)) {
      if (!matches(component)) continue;
      if (!component.disabled) return { message, component };
      disabled ??= { message, component };
    }
  }
  return disabled;
}

function messagesOf(on: ShownMessage | Reply | Message): Message[] {
  if (on instanceof Reply) return on.messages.map((message) => message.record).reverse();
  return [on instanceof ShownMessage ? on.record : on];
}

function newestFirst(person: Person, place: Place | undefined): Message[] {
  const channels = place === undefined ? person.visibleChannels() : [person.place(place)];
  return channels
    .flatMap((channel) => person.sees(channel).messages.map((message) => message.record))
    .sort((one, other) => compareSnowflakes(other.id, one.id));
}

function whereLooked({ on, in: place }: ComponentOptions): string {
  if (on) return ' on that message';
  return typeof place === 'string' ? ` in ${place}` : '';
}

function isButton(component: Component, name: string): boolean {
  if (component.type !== T.Button) return false;
  return component.custom_id === name || component.label === name || buttonLabel(component) === name;
}

function isSelect(component: Component, name: string): boolean {
  if (!SELECTS.includes(component.type)) return false;
  return component.custom_id === name || selectLabel(component) === name;
}

/** Who is told of a click: whose bot wrote the message. */
function applicationOf(person: Person, message: Message): Application {
  const { world } = person.sandbox;
  const application = world.applications.get(message.webhook?.applicationId ?? '');
  const owner = application ?? world.applicationOfBot(message.author.id);
  if (!owner) throw new Error('no application wrote that message');
  return owner;
}
