import type { SlashCommandBuilder, SlashCommandStringOption, SlashCommandUserOption } from 'discord.js';
import { conditions } from './entities/bind.ts';

const user =
  (key: string, name = 'user', required = false) =>
  (option: SlashCommandUserOption) =>
    option.setName(name).setDescription(`commands.options.${key}`).setRequired(required);

const username = (option: SlashCommandStringOption) =>
  option.setName('username').setDescription('commands.options.username').setMaxLength(50).setRequired(true);

const reason = (option: SlashCommandStringOption) =>
  option.setName('reason').setDescription('commands.options.reason').setMaxLength(300).setRequired(true);

/** `/verification` as Discord's menu shows it. */
export function verificationMenu(builder: SlashCommandBuilder) {
  return builder
    .setDescription('commands.verification.description')
    .addSubcommand((sub) =>
      sub.setName('history').setDescription('commands.verification.history').addUserOption(user('about')),
    )
    .addSubcommand((sub) =>
      sub.setName('why').setDescription('commands.verification.why').addUserOption(user('about')),
    )
    .addSubcommand((sub) =>
      sub
        .setName('stats')
        .setDescription('commands.verification.stats')
        .addIntegerOption((option) =>
          option.setName('days').setDescription('commands.options.days').setMinValue(1).setMaxValue(3650),
        ),
    )
    .addSubcommand((sub) =>
      sub.setName('reverse').setDescription('commands.verification.reverse').addStringOption(username),
    )
    .addSubcommand((sub) =>
      sub
        .setName('manual')
        .setDescription('commands.verification.manual')
        .addUserOption(user('user', 'user', true))
        .addStringOption(username)
        .addStringOption(reason),
    )
    .addSubcommand((sub) =>
      sub
        .setName('transfer')
        .setDescription('commands.verification.transfer')
        .addUserOption(user('from', 'from', true))
        .addUserOption(user('to', 'to', true))
        .addStringOption(reason),
    )
    .addSubcommandGroup((group) =>
      group
        .setName('refresh')
        .setDescription('commands.verification.refresh')
        .addSubcommand((sub) =>
          sub
            .setName('member')
            .setDescription('commands.verification.refresh-member')
            .addUserOption(user('about'))
            .addBooleanOption((option) =>
              option.setName('dry-run').setDescription('commands.options.dry-run'),
            ),
        )
        .addSubcommand((sub) => sub.setName('all').setDescription('commands.verification.refresh-all')),
    )
    .addSubcommandGroup((group) =>
      group
        .setName('bind')
        .setDescription('commands.verification.bind')
        .addSubcommand((sub) =>
          sub
            .setName('add')
            .setDescription('commands.verification.bind-add')
            .addStringOption((option) =>
              option
                .setName('group')
                .setDescription('commands.options.group')
                .setMaxLength(200)
                .setRequired(true),
            )
            .addStringOption((option) =>
              option
                .setName('condition')
                .setDescription('commands.options.condition')
                .setRequired(true)
                .addChoices(conditions.map((value) => ({ name: `conditions.${value}`, value }))),
            )
            .addIntegerOption((option) =>
              option
                .setName('rank')
                .setDescription('commands.options.rank')
                .setMinValue(1)
                .setMaxValue(255)
                .setAutocomplete(true),
            )
            .addIntegerOption((option) =>
              option
                .setName('to-rank')
                .setDescription('commands.options.to-rank')
                .setMinValue(1)
                .setMaxValue(255)
                .setAutocomplete(true),
            )
            .addRoleOption((option) => option.setName('give').setDescription('commands.options.give'))
            .addRoleOption((option) => option.setName('take').setDescription('commands.options.take'))
            .addIntegerOption((option) =>
              option
                .setName('priority')
                .setDescription('commands.options.priority')
                .setMinValue(-1000)
                .setMaxValue(1000),
            ),
        )
        .addSubcommand((sub) => sub.setName('list').setDescription('commands.verification.bind-list'))
        .addSubcommand((sub) =>
          sub
            .setName('remove')
            .setDescription('commands.verification.bind-remove')
            .addStringOption((option) =>
              option
                .setName('bind')
                .setDescription('commands.options.bind')
                .setAutocomplete(true)
                .setRequired(true),
            ),
        ),
    );
}
