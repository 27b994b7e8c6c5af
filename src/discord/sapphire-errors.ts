import { Events, type SapphireClient, type UserError } from '@sapphire/framework';
import type { Interaction, Message, RepliableInteraction } from 'discord.js';
import type { Answers } from '../gate/answers.ts';
import type { Subject } from '../gate/entry.ts';
import type { Gate } from '../gate/gate.ts';
import { subjectOfInteraction, subjectOfMessage } from '../gate/subject.ts';
import type { PluginLogger } from '../sdk/logger.ts';

/** Errors that Sapphire and its subcommands catch before the gate does. They belong to the run they happened in. */
const caught = [
  'chatInputSubcommandError',
  'messageSubcommandError',
  Events.ChatInputCommandError,
  Events.MessageCommandError,
  Events.ContextMenuCommandError,
  Events.CommandAutocompleteInteractionError,
  Events.InteractionHandlerError,
  Events.ListenerError,
];

interface Payload {
  readonly interaction?: Interaction;
  readonly message?: Message;
}

/** What a precondition refused, by the argument that says to whom. */
const denied = [
  Events.ChatInputCommandDenied,
  Events.ContextMenuCommandDenied,
  Events.MessageCommandDenied,
  'chatInputSubcommandDenied',
  'messageSubcommandDenied',
];

const unknown = [
  Events.UnknownChatInputCommand,
  Events.UnknownContextMenuCommand,
  Events.CommandDoesNotHaveChatInputCommandHandler,
  Events.CommandDoesNotHaveContextMenuCommandHandler,
  'chatInputSubcommandNoMatch',
];

/** Brings all that goes wrong inside Sapphire to the gate's answers, so that every person hears something. */
export function answerSapphire(
  client: SapphireClient,
  gate: Gate,
  answers: Answers,
  logger: PluginLogger,
): void {
  const emitter: NodeJS.EventEmitter = client;
  for (const event of caught) {
    emitter.on(event, (error: unknown, payload?: Payload) => {
      gate.failed(error, subjectOf(payload)).catch((failure) => logger.error('no answer', { failure }));
    });
  }
  for (const event of denied) {
    emitter.on(event, (error: UserError, payload: Payload) => {
      const subject = subjectOf(payload);
      if (subject) {
        void answers.denied(subject, error.identifier, error.context as never);
      }
    });
  }
  for (const event of unknown) {
    emitter.on(event, (first: { interaction?: RepliableInteraction } & RepliableInteraction) => {
      const interaction = first.interaction ?? first;
      void answers.unknown(interaction);
    });
  }
  client.on(Events.Error, (error) => logger.error('the connection to Discord had an error', { error }));
}

function subjectOf({ interaction, message }: Payload = {}): Subject | undefined {
  return interaction ? subjectOfInteraction(interaction) : message && subjectOfMessage(message);
}
