import { Refusal, respond } from '@guildhall/sdk';
import type { ChatInputCommandInteraction, GuildMember, ModalSubmitInteraction } from 'discord.js';
import plugin from './plugin.ts';
import type { Applicant } from './verifications.ts';
import { accountCard } from './views/account-card.ts';
import { accountTaken, shown } from './views/refusal.ts';
import { taskView } from './views/task.ts';
import { usernameForm } from './views/username-form.ts';

type Command = ChatInputCommandInteraction<'cached'>;

/** Shows the account of that name and asks whether it is theirs. What stands in the way is told instead. */
export async function showAccount(
  interaction: Command | ModalSubmitInteraction<'cached'>,
  applicant: Applicant,
  typed: string,
  again: boolean,
): Promise<void> {
  const forOther = applicant.user !== applicant.by;
  // The card that staff ask for is read by the member, so everybody sees it.
  await interaction.deferReply(forOther ? {} : { flags: 'Ephemeral' });
  const found = await plugin.parts.verifications.find(applicant, typed, again);
  const t = forOther
    ? (await plugin.host.texts.ofGuild(applicant.guild)).t
    : plugin.host.texts.in(interaction.locale);
  const refusal = found.err().unwrapOr(undefined);
  if (refusal?.code === 'account-taken') {
    return respond(interaction, accountTaken(refusal, applicant, t));
  }
  if (refusal) {
    throw shown(refusal);
  }
  await respond(interaction, accountCard(found.unwrap(), applicant, t));
}

/** Asks for the name of an account. */
export async function askForName(interaction: Command, again: boolean): Promise<void> {
  await interaction.showModal(usernameForm(again, plugin.host.texts.in(interaction.locale)));
}

/** Gives words out for the account that the member has already. */
export async function proveAgain(interaction: Command, account: string): Promise<void> {
  const { guildId: guild, user, locale } = interaction;
  await interaction.deferReply({ flags: 'Ephemeral' });
  const begun = await plugin.parts.verifications.begin({ guild, user: user.id, by: user.id }, account);
  const task = begun.unwrapOrElse((refusal) => {
    throw shown(refusal);
  });
  await respond(interaction, taskView(task, plugin.host.texts.in(locale)));
}

/** The member of an option. @throws Refusal when they are not in the guild, or are a bot. */
export function memberOption({ options }: Command, name: string): GuildMember | undefined {
  if (!options.getUser(name)) {
    return undefined;
  }
  const member = options.getMember(name);
  if (!member) {
    throw new Refusal('not-here');
  }
  if (member.user.bot) {
    throw new Refusal('no-bots');
  }
  return member;
}
