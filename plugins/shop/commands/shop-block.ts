import { Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { Role } from 'discord.js';
import { readEnd } from '../end-input.ts';
import plugin from '../plugin.ts';
import { reasonLimit } from '../review.ts';
import { blockedView, blockList, unblockedView } from '../views/blocks.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = Command.ChatInputCommandInteraction<'cached'>;

/** Who may not buy. */
export class ShopBlockCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext) {
    super(context, {
      name: 'shop-block',
      capability: 'block',
      subcommands: [
        { name: 'add', chatInputRun: 'add' },
        { name: 'remove', chatInputRun: 'remove' },
        { name: 'list', chatInputRun: 'list' },
      ],
    });
  }

  override registerApplicationCommands(registry: Subcommand.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName(this.name)
        .setDescription('commands.shop-block.description')
        .addSubcommand((sub) =>
          sub
            .setName('add')
            .setDescription('commands.shop-block.add')
            .addMentionableOption((option) =>
              option.setName('who').setDescription('commands.shop-block.who').setRequired(true),
            )
            .addStringOption((option) =>
              option.setName('until').setDescription('commands.shop-block.until').setMaxLength(100),
            )
            .addStringOption((option) =>
              option.setName('reason').setDescription('commands.shop-block.reason').setMaxLength(reasonLimit),
            ),
        )
        .addSubcommand((sub) =>
          sub
            .setName('remove')
            .setDescription('commands.shop-block.remove')
            .addMentionableOption((option) =>
              option.setName('who').setDescription('commands.shop-block.who').setRequired(true),
            ),
        )
        .addSubcommand((sub) => sub.setName('list').setDescription('commands.shop-block.list')),
    );
  }

  async add(interaction: Interaction): Promise<void> {
    const { guildId, user, options, locale } = interaction;
    const typed = options.getString('until');
    const until = typed ? await readEnd(guildId, locale, typed) : null;
    const draft = { guild: guildId, ...whoOf(interaction), reason: options.getString('reason'), until };
    const block = orRefuse(await plugin.parts.blocks.add(draft, user.id));
    await respond(interaction, blockedView(block, plugin.host.texts.in(locale)));
  }

  async remove(interaction: Interaction): Promise<void> {
    const { guildId, user, locale } = interaction;
    const { subject, kind } = whoOf(interaction);
    orRefuse(await plugin.parts.blocks.remove(guildId, subject, user.id));
    await respond(interaction, unblockedView({ subject, kind }, plugin.host.texts.in(locale)));
  }

  async list(interaction: Interaction): Promise<void> {
    const { guildId, locale } = interaction;
    const page = await plugin.parts.blocks.list(guildId, 0);
    await respond(interaction, blockList(page, plugin.host.texts.in(locale)));
  }
}

/** A role, or somebody who may have left the server: they are chosen by their id then. */
function whoOf({ options, guildId }: Interaction): {
  readonly subject: string;
  readonly kind: 'user' | 'role';
} {
  const who = options.getMentionable('who', true);
  if (who instanceof Role) {
    if (who.id === guildId) {
      throw new Refusal('block-everyone');
    }
    return { subject: who.id, kind: 'role' };
  }
  return { subject: options.get('who', true).value as string, kind: 'user' };
}
