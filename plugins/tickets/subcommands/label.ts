import { type Actor, plain, quiet, Refusal, respond } from '@guildhall/sdk';
import type { Command } from '@sapphire/framework';
import plugin from '../plugin.ts';
import { needRight, ticketHere, worksOn } from '../rights.ts';
import { labelLength } from '../ticket/labels.ts';
import { orRefuse } from '../views/refusal.ts';
import { labelWords } from '../views/words.ts';
import type { TicketSubcommand } from './subcommand.ts';

const options = ['add', 'remove', 'delete'] as const;

/** Puts labels on the ticket of the channel and takes them off; without an option it says which there are. */
export const label: TicketSubcommand = {
  name: 'label',
  menu: (sub) => {
    for (const name of options) {
      sub.addStringOption((option) =>
        option
          .setName(name)
          .setDescription(`commands.options.label-${name}`)
          .setMaxLength(labelLength)
          .setAutocomplete(true),
      );
    }
  },

  complete: (interaction) => completeLabel(interaction),

  async run(interaction) {
    const { guildId, channelId, member, locale } = interaction;
    const { labels } = plugin.parts;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('label', member, ticket);
    const [add, remove, gone] = options.map((name) => interaction.options.getString(name));
    const t = plugin.host.texts.in(locale);
    const words: string[] = [];
    if (remove) {
      orRefuse(await labels.takeOff(guildId, ticket.id, remove, member.id));
    }
    if (add) {
      orRefuse(await labels.put(guildId, ticket.id, add, member.id));
    }
    if (gone) {
      await needAllOf(member, guildId, gone);
      const count = orRefuse(await labels.delete(guildId, gone, member.id));
      words.push(t('done.label-deleted', { name: plain(gone, 60), count }));
    }
    const names = (await labels.on([ticket.id])).get(ticket.id) ?? [];
    words.push(names.length > 0 ? t('done.labels', { labels: labelWords(names) }) : t('done.no-labels'));
    await respond(interaction, { content: words.join('\n'), allowedMentions: quiet, private: true });
  },
};

/** A label that is deleted goes from all tickets. @throws Refusal `label-elsewhere` where somebody does not work on some. */
async function needAllOf(member: Actor, guild: string, name: string): Promise<void> {
  const { labels, types } = plugin.parts;
  for (const id of await labels.typesWith(guild, name)) {
    const type = await types.find(guild, id);
    if (!(await worksOn(member, type))) {
      throw new Refusal('label-elsewhere', { name: plain(name, 60), type: plain(type?.name ?? '-', 60) });
    }
  }
}

/** Offers the labels of the guild that fit what is typed. */
export async function completeLabel(interaction: Command.AutocompleteInteraction<'cached'>): Promise<void> {
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const labels = await plugin.parts.labels.offered(interaction.guildId);
  const fitting = labels.filter(({ name }) => name.toLowerCase().includes(typed)).slice(0, 25);
  await interaction.respond(fitting.map(({ name }) => ({ name, value: name })));
}
