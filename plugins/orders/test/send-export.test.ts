import type { PluginHost } from '@guildhall/sdk';
import type { AttachmentBuilder } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setUp } from '../../../src/sdk/plugin.ts';
import { textsOf } from '../../../test/ground/plugin-texts.ts';
import { sendExport } from '../effects/export.ts';
import plugin from '../plugin.ts';
import { type Ground, groundOn, guild, sam } from './ground.ts';

interface Answer {
  readonly content: string;
  readonly files?: readonly AttachmentBuilder[];
}

let ground: Ground;
beforeEach(async () => {
  ground = (await groundOn('sqlite'))!;
  const t = textsOf('orders')('en-US');
  const host: Partial<PluginHost<typeof plugin.definition.settings & object>> = {
    ...ground.context,
    provide: () => {},
    onSettings: () => {},
    texts: { in: () => t, ofGuild: async () => ({ t, locale: 'en-US', timeZone: 'America/New_York' }) },
  };
  await setUp(plugin as never, host as never);
});
afterEach(() => ground.stop());

/** Asks for an export of `parts` files with two orders each. @returns the answers. */
async function exported(parts: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  const answer = async (body: Answer) => void answers.push(body);
  vi.spyOn(plugin.parts.export, 'begin').mockResolvedValue(parts * 2);
  vi.spyOn(plugin.parts.export, 'parts').mockImplementation(async function* () {
    for (let part = 0; part < parts; part += 1) {
      yield { text: `part ${part}`, rows: 2 };
    }
  });
  const interaction = {
    guildId: guild,
    user: { id: sam },
    locale: 'en-US',
    deferred: false,
    replied: false,
    ephemeral: true,
    deferReply: async () => Object.assign(interaction, { deferred: true }),
    editReply: async (body: Answer) => {
      interaction.replied = true;
      await answer(body);
    },
    followUp: answer,
  };
  await sendExport(interaction as never, {});
  return answers;
}

const namesOf = (answers: readonly Answer[]) =>
  answers.flatMap(({ files }) => files?.map(({ name }) => name) ?? []);

test('each file comes in a message that says which orders it holds', async () => {
  const answers = await exported(2);
  expect(answers.map(({ content }) => content)).toEqual([
    'Orders 1 to 2 of 4, the newest first.',
    'Orders 3 to 4 of 4, the newest first.',
  ]);
  expect(namesOf(answers)).toEqual(['orders-2026-11-21.csv', 'orders-2026-11-21-2.csv']);
});

test('after ten files whoever asked is told how to get the rest', async () => {
  expect(namesOf(await exported(10))).toHaveLength(10);
  const answers = await exported(13);
  expect(namesOf(answers)).toHaveLength(10);
  expect(answers.at(-1)!.content).toBe(
    'These files hold the newest 20 orders. For the others, use the options of `/order export`.',
  );
});
