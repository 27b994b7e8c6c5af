import { InteractionHandler, InteractionHandlerTypes, type Piece, Precondition } from '@sapphire/framework';
import { expect, test } from 'vitest';
import { clicking, MadeUpClick, madeUpGate } from '../../gate/test/made-up.ts';
import { guardPiece } from '../guarded-piece.ts';

const context = { root: '/', path: '/piece.ts', name: 'piece', store: { name: 'pieces' } } as never;

/** A click as Sapphire hands it over. */
function click(): MadeUpClick & { readonly locale: string; inCachedGuild(): boolean } {
  const { actor } = clicking(new MadeUpClick());
  return Object.assign(new MadeUpClick(), { locale: 'en-US', member: actor, inCachedGuild: () => true });
}

function precondition(ask: () => unknown, options: Parameters<typeof madeUpGate>[0] = {}) {
  const made = madeUpGate(options);
  const piece = new (class extends Precondition {})(context, { name: 'mine' });
  Reflect.set(piece, 'chatInputRun', ask);
  guardPiece(made.gate, made.generation, 'preconditions', piece as Piece);
  const run = (interaction: object) => piece.chatInputRun!(interaction as never, {} as never, {});
  return { ...made, piece, run };
}

test('a precondition decides', async () => {
  const yes = precondition(() => yes.piece.ok());
  expect((await yes.run(click())).isOk()).toBe(true);
  const no = precondition(() => no.piece.error({ message: 'no' }));
  expect((await no.run(click())).isErr()).toBe(true);
});

test('a precondition that fails says no, and the person is told once', async () => {
  const { run, observed } = precondition(() => {
    throw new Error('cannot tell');
  });
  const interaction = click();
  const result = await run(interaction);
  expect(result.isErr()).toBe(true);
  expect(result.unwrapErr()).toMatchObject({ context: { silent: true } });
  expect(interaction.said.map(({ text }) => text)).toEqual([expect.stringContaining('gate.error')]);
  expect(observed.map(({ run }) => run.outcome)).toEqual(['error']);
});

test('a precondition of a feature that is off decides nothing: its command is refused with the reason', async () => {
  const { run } = precondition(() => expect.unreachable(), { on: () => false });
  const interaction = click();
  expect((await run(interaction)).isOk()).toBe(true);
  expect(interaction.said).toEqual([]);
});

test('a handler that fails when it is asked whether a click is its own has nothing to say to it', async () => {
  const { gate, generation, observed, lines } = madeUpGate();
  class Asking extends InteractionHandler {
    override parse(): never {
      throw new Error('cannot read this');
    }
    override run(): void {}
  }
  const piece = new Asking(context, { interactionHandlerType: InteractionHandlerTypes.Button });
  guardPiece(gate, generation, 'interaction-handlers', piece as Piece);
  const interaction = click();
  const parsed = await (piece.parse as unknown as (one: object) => Promise<{ isNone(): boolean }>)(
    interaction,
  );
  expect(parsed.isNone()).toBe(true);
  expect(interaction.said).toEqual([]);
  expect(observed.map(({ run }) => run.outcome)).toEqual(['error']);
  expect(lines).toHaveLength(1);
});
