import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComponentHandler } from '../../sdk/component-handler.ts';
import { customId } from '../../sdk/custom-id.ts';
import { routeComponents } from '../component-routes.ts';
import { BareClient } from './bare-client.ts';

let bare: BareClient;
const asked: string[] = [];
const got: string[][] = [];
const unanswered: string[] = [];

/** Handlers by address; it counts how often it is asked. */
const handlers = {
  find: (plugin: string, action: string) => {
    asked.push(`${plugin}:${action}`);
    const run = async (interaction: { reply(text: string): Promise<unknown> }, args: string[]) => {
      got.push(args);
      await interaction.reply(`${action} of ${plugin}`);
    };
    return action === 'end' ? ({ run } as unknown as ComponentHandler) : undefined;
  },
  knows: (plugin: string) => plugin === 'pads',
  unanswered: (plugin: string, action: string) => void unanswered.push(`${plugin}:${action}`),
};

beforeAll(async () => {
  bare = await BareClient.start(({ client, answers }) =>
    routeComponents(client.stores.get('interaction-handlers'), handlers, answers),
  );
  await bare.client.application!.commands.set(
    [
      {
        name: 'go',
        description: 'x',
        options: [{ type: 3, name: 'where', description: 'x', autocomplete: true }],
      },
    ],
    bare.guild.id,
  );
  const channel = await bare.client.channels.fetch(bare.guild.channel('general').id);
  const ids = {
    End: customId('pads', 'end', 'a:b', '%'),
    Old: customId('pads', 'old-action'),
    Removed: customId('gone', 'end-it'),
    Foreign: 'something else',
  };
  const buttons = Object.entries(ids).map(([label, id]) =>
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary),
  );
  if (channel?.isSendable()) {
    await channel.send({ components: [new ActionRowBuilder<ButtonBuilder>().addComponents(buttons)] });
  }
});
afterAll(() => bare.stop());

test('a click is brought to the handler that its id names, with its arguments, in one look-up', async () => {
  asked.length = 0;
  const reply = await bare.guild.owner.click('End');
  expect(reply.text).toBe('end of pads');
  expect(got).toEqual([['a:b', '%']]);
  expect(asked).toEqual(['pads:end']);
});

test.each(['Old', 'Removed', 'Foreign'])(
  'a button that nobody answers any more (%s) says so, to the one who clicked, in time',
  async (label) => {
    const reply = await bare.guild.owner.click(label);
    expect(reply.text).toBe('gate.gone');
    expect(reply.followUps.concat(reply.message ?? []).every(({ ephemeral }) => ephemeral)).toBe(true);
  },
);

test('whoever wrote the plugin learns which action nothing answers, and nothing of the buttons of others', () => {
  expect(new Set(unanswered)).toEqual(new Set(asked.filter((one) => /^pads:(?!end$)/.test(one))));
  expect(unanswered.length).toBeGreaterThan(0);
});

test('autocomplete of a command that is not here offers nothing', async () => {
  const reply = await bare.guild.owner.autocomplete('/go', { where: 'x' });
  expect(reply.failed).toBeUndefined();
  expect(reply.choices).toEqual([]);
});
