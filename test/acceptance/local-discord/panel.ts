import {
  ActionRowBuilder,
  type AutocompleteInteraction,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  type StringSelectMenuInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

/** What the two bots of the acceptance test do, each with its own library's means of getting there. */
export const answers = {
  panel: (interaction: ChatInputCommandInteraction) =>
    interaction.reply({
      content: 'What would you like?',
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId('press').setLabel('Press').setStyle(ButtonStyle.Success),
          new ButtonBuilder().setCustomId('form').setLabel('Open form').setStyle(ButtonStyle.Secondary),
        ),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('pick')
            .setPlaceholder('Pick a metal')
            .addOptions({ label: 'Gold', value: 'au' }, { label: 'Silver', value: 'ag' }),
        ),
      ],
    }),
  press: (interaction: ButtonInteraction) => interaction.update({ content: 'Pressed', components: [] }),
  pick: (interaction: StringSelectMenuInteraction) =>
    interaction.reply({ content: `You picked ${interaction.values}`, flags: MessageFlags.Ephemeral }),
  form: (interaction: ButtonInteraction) =>
    interaction.showModal(
      new ModalBuilder()
        .setCustomId('form-sent')
        .setTitle('Tell us')
        .addLabelComponents(
          new LabelBuilder()
            .setLabel('Subject')
            .setTextInputComponent(
              new TextInputBuilder().setCustomId('subject').setStyle(TextInputStyle.Short),
            ),
        ),
    ),
  formSent: (interaction: ModalSubmitInteraction) =>
    interaction.reply(`About ${interaction.fields.getTextInputValue('subject')}`),
  find: (interaction: ChatInputCommandInteraction) =>
    interaction.reply(`Found ${interaction.options.getString('id')}`),
  findChoices: (interaction: AutocompleteInteraction) =>
    interaction.respond(
      ['ORD-1', 'ORD-2', 'XYZ-3']
        .filter((id) => id.startsWith(interaction.options.getFocused()))
        .map((id) => ({ name: `Order ${id}`, value: id })),
    ),
  slow: async (interaction: ChatInputCommandInteraction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('Half way');
    await interaction.editReply('All done');
    await interaction.followUp('And one more thing');
  },
  dm: async (interaction: ChatInputCommandInteraction) => {
    await interaction.user.send('Psst, a secret');
    await interaction.reply('Look at your messages');
  },
  upload: async (interaction: ChatInputCommandInteraction) => {
    const given = interaction.options.getAttachment('file', true);
    const content = Buffer.from(await (await fetch(given.url)).arrayBuffer());
    await interaction.reply({
      content: 'Here it is again',
      files: [{ name: `copy-of-${given.name}`, attachment: content }],
    });
  },
};

/** The commands as `discord.js` registers them. */
export const commands = [
  { name: 'panel', description: 'Shows buttons and a menu' },
  {
    name: 'find',
    description: 'Finds an order',
    options: [
      { type: 3 as const, name: 'id', description: 'Its id', required: true, autocomplete: true as const },
    ],
  },
  { name: 'slow', description: 'Takes its time' },
  { name: 'dm', description: 'Writes to you' },
  {
    name: 'upload',
    description: 'Gives a file back',
    options: [{ type: 11 as const, name: 'file', description: 'Which', required: true as const }],
  },
];
