import { Command, type Precondition } from '@sapphire/framework';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BareClient } from './bare-client.ts';

let bare: BareClient;
beforeAll(async () => {
  bare = await BareClient.start();
});
afterAll(() => bare.stop());

/** A command as a generation of a plugin brings it. */
function generation(name: string, cooldownDelay: number): Command {
  const store = bare.client.stores.get('commands');
  return new (class extends Command {})(
    { store, root: '/', path: `/${name}.ts`, name } as never,
    { name, cooldownDelay, cooldownLimit: 1 } as never,
  );
}

/** Uses a command as Sapphire does before it runs it. @returns whether it may run. */
async function use(command: Command): Promise<boolean> {
  const interaction = { user: { id: '1' } } as never;
  const precondition = bare.client.stores.get('preconditions').get('Cooldown') as Precondition;
  const result = await precondition.chatInputRun!(
    interaction,
    command as never,
    { delay: 60_000, limit: 1 } as never,
  );
  return result.isOk();
}

test('a cooldown goes on when the plugin is loaded anew', async () => {
  expect(await use(generation('slow', 60_000))).toBe(true);
  expect(await use(generation('slow', 60_000))).toBe(false);
});

test('another command, or one with another cooldown, begins anew', async () => {
  expect(await use(generation('first', 60_000))).toBe(true);
  expect(await use(generation('second', 60_000))).toBe(true);
  expect(await use(generation('first', 1_000))).toBe(true);
});
