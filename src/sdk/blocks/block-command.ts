import type { Command, Result } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { Role } from 'discord.js';
import type { PluginHost } from '../plugin.ts';
import { readEnd } from '../read-end.ts';
import { Refusal } from '../refusal.ts';
import { respond } from '../respond.ts';
import { type Block, blockReasonLimit } from './block.ts';
import type { BlockList } from './block-list.ts';
import { blockedView, blockListView, unblockedView } from './block-views.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** What the command of a plugin's block list works with. */
export interface BlockDesk {
  readonly host: Pick<PluginHost, 'texts' | 'clock'>;
  readonly blocks: BlockList;
  /** The custom id of a button that shows a page of the list. */
  readonly toPage: (page: number) => string;
}

/**
 * The command by which staff decide who may not: `add`, `remove` and `list`. Its texts stand in the plugin's locale
 * files, under `commands.<its name>`, `blocks` and `refusals`.
 */
export abstract class BlockCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    const subcommands = ['add', 'remove', 'list'].map((name) => ({ name, chatInputRun: name }));
    super(context, { capability: 'block', ...options, subcommands });
  }

  /** Asked each time: a plugin is set up after its pieces were made. */
  protected abstract desk(): BlockDesk;

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    const text = (key: string) => `commands.${this.name}.${key}`;
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription(text('description'))
        .addSubcommand((sub) =>
          sub
            .setName('add')
            .setDescription(text('add'))
            .addMentionableOption((option) =>
              option.setName('who').setDescription(text('who')).setRequired(true),
            )
            .addStringOption((option) =>
              option.setName('until').setDescription(text('until')).setMaxLength(100),
            )
            .addStringOption((option) =>
              option.setName('reason').setDescription(text('reason')).setMaxLength(blockReasonLimit),
            ),
        )
        .addSubcommand((sub) =>
          sub
            .setName('remove')
            .setDescription(text('remove'))
            .addMentionableOption((option) =>
              option.setName('who').setDescription(text('who')).setRequired(true),
            ),
        )
        .addSubcommand((sub) => sub.setName('list').setDescription(text('list'))),
    );
  }

  async add(interaction: Interaction): Promise<void> {
    const { guildId, user, options, locale } = interaction;
    const { host, blocks } = this.desk();
    const typed = options.getString('until');
    const until = typed ? await readEnd(host, guildId, locale, typed) : null;
    const draft = { guild: guildId, ...whoOf(interaction), reason: options.getString('reason'), until };
    const block = orThrow(await blocks.add(draft, user.id));
    await respond(interaction, blockedView(block, host.texts.in(locale)));
  }

  async remove(interaction: Interaction): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { host, blocks } = this.desk();
    const who = whoOf(interaction);
    orThrow(await blocks.remove(guildId, who.subject, user.id));
    await respond(interaction, unblockedView(who, host.texts.in(locale)));
  }

  async list(interaction: Interaction): Promise<void> {
    const { guildId, locale } = interaction;
    const { host, blocks, toPage } = this.desk();
    await respond(interaction, blockListView(await blocks.list(guildId, 0), toPage, host.texts.in(locale)));
  }
}

/** A role, or somebody who may have left the server: they are chosen by their id then. */
function whoOf({ options, guildId }: Interaction): Pick<Block, 'subject' | 'kind'> {
  const who = options.getMentionable('who', true);
  if (who instanceof Role) {
    if (who.id === guildId) {
      throw new Refusal('block-everyone');
    }
    return { subject: who.id, kind: 'role' };
  }
  return { subject: options.get('who', true).value as string, kind: 'user' };
}

function orThrow<T>(result: Result<T, Refusal>): T {
  return result.unwrapOrElse((refusal) => {
    throw refusal;
  });
}
