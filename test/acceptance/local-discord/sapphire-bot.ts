import {
  ApplicationCommandRegistries,
  Command,
  InteractionHandler,
  InteractionHandlerTypes,
  LogLevel,
  RegisterBehavior,
  SapphireClient,
} from '@sapphire/framework';
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Client,
  ClientOptions,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { answers, commands } from './panel.ts';

/** A bot of Sapphire: its commands are pieces that register themselves, its components are handlers. */
export async function sapphireBot(
  options: ClientOptions,
  token: string,
  guildId: string,
): Promise<Client<true>> {
  ApplicationCommandRegistries.setDefaultBehaviorWhenNotIdentical(RegisterBehavior.Overwrite);
  const client = new SapphireClient({
    ...options,
    baseUserDirectory: null,
    logger: { level: LogLevel.Warn },
    loadMessageCommandListeners: false,
  });
  for (const command of commands) {
    await client.stores.loadPiece({
      store: 'commands',
      name: command.name,
      piece: commandPiece(command.name, guildId),
    });
  }
  await client.stores.loadPiece({ store: 'interaction-handlers', name: 'buttons', piece: Buttons });
  await client.stores.loadPiece({ store: 'interaction-handlers', name: 'menus', piece: Menus });
  await client.stores.loadPiece({ store: 'interaction-handlers', name: 'modals', piece: Modals });
  const registered = new Promise((resolve) => client.once('applicationCommandRegistriesRegistered', resolve));
  await client.login(token);
  await registered;
  return client as Client<true>;
}

function commandPiece(name: string, guildId: string): typeof Command {
  const data = commands.find((command) => command.name === name)!;
  const run = answers[name as 'panel'];
  return class extends Command {
    override registerApplicationCommands(registry: Command.Registry): void {
      registry.registerChatInputCommand(data, { guildIds: [guildId] });
    }

    override chatInputRun(interaction: ChatInputCommandInteraction): unknown {
      return run(interaction);
    }

    override autocompleteRun(interaction: AutocompleteInteraction): unknown {
      return answers.findChoices(interaction);
    }
  } as unknown as typeof Command;
}

class Buttons extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, { interactionHandlerType: InteractionHandlerTypes.Button });
  }

  override run(interaction: ButtonInteraction): unknown {
    return interaction.customId === 'press' ? answers.press(interaction) : answers.form(interaction);
  }
}

class Menus extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, { interactionHandlerType: InteractionHandlerTypes.SelectMenu });
  }

  override run(interaction: StringSelectMenuInteraction): unknown {
    return answers.pick(interaction);
  }
}

class Modals extends InteractionHandler {
  constructor(context: InteractionHandler.LoaderContext) {
    super(context, { interactionHandlerType: InteractionHandlerTypes.ModalSubmit });
  }

  override run(interaction: ModalSubmitInteraction): unknown {
    return answers.formSent(interaction);
  }
}
