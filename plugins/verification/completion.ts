import { setTimeout as wait } from 'node:timers/promises';
import { type Actor, bodyOf, respond } from '@guildhall/sdk';
import type { RepliableInteraction } from 'discord.js';
import { bringUpToDateOrLater } from './effects/refresh-user.ts';
import type { Link } from './entities/link.ts';
import plugin from './plugin.ts';
import { linkedView } from './views/linked.ts';
import { notSeen, shown } from './views/refusal.ts';
import { transferAsked, transferQuestion } from './views/transfer.ts';
import { updateLines } from './views/update.ts';

/** Refusals that the buttons below the words help against. */
const helped = /^(words-|too-|roblox-)/;

/** Looks for the words in the member's profile and tells what came of it. */
export async function complete(interaction: RepliableInteraction<'cached'>): Promise<void> {
  const { guildId, member, user, locale } = interaction;
  // It looks up to three times, which takes longer than Discord waits.
  await interaction.deferReply({ flags: 'Ephemeral' });
  const t = plugin.host.texts.in(locale);
  const checked = await plugin.parts.verifications.check(guildId, user.id);
  const refusal = checked.err().unwrapOr(undefined);
  if (refusal) {
    if (helped.test(refusal.code)) {
      return respond(interaction, notSeen(refusal, t));
    }
    throw shown(refusal);
  }
  const proven = checked.unwrap();
  if (proven.kind === 'linked') {
    return showLinked(interaction, member, proven);
  }
  await respond(interaction, transferAsked(proven.transfer, t));
  const { t: everybody } = await plugin.host.texts.ofGuild(guildId);
  await interaction.followUp(bodyOf(transferQuestion(proven.transfer, everybody)));
}

/** How long roles and nickname are waited for before the link is shown, in ms: where many verify, Discord lets them queue. */
const patience = 5_000;

/** Brings the member up to date, and shows the new link with what came of it. */
export async function showLinked(
  interaction: RepliableInteraction<'cached'>,
  member: Actor,
  { link, shared }: { link: Link; shared: boolean },
): Promise<void> {
  const t = plugin.host.texts.in(interaction.locale);
  const update = bringUpToDateOrLater(member).then(
    (update) => updateLines(update, plugin.host.clock.now(), t),
    (error) => {
      plugin.host.logger.warn('a member is brought up to date later', { error: String(error) });
      return [t('update.later')];
    },
  );
  const late = wait(patience, [t('update.later')], { ref: false });
  const lines = await Promise.race([update, late]);
  await respond(interaction, linkedView(link, shared, lines, t));
}
