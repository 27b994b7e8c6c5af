import { describe, expect, test } from 'vitest';
import { arrowsOf, rooms, wrongArrows } from './arrows.ts';
import { isTest, type SourceFile, sourceFiles } from './source-files.ts';

test('imports run one way: plugins to the SDK, rooms of the host along their table, the sandbox to nobody', () => {
  const files = ['src', 'plugins', 'sandbox'].flatMap(sourceFiles).filter((file) => !isTest(file));

  expect(wrongArrows(files)).toEqual([]);
});

test('a plugin’s tests know no other plugin', () => {
  const tests = sourceFiles('plugins').filter(isTest);
  const plugin = (path: string) => path.split('/')[1];
  const others = tests
    .flatMap(arrowsOf)
    .filter(({ from, to }) => to.startsWith('plugins/') && plugin(to) !== plugin(from));

  expect(others).toEqual([]);
});

test('the table of rooms has no circle', () => {
  const order = Object.keys(rooms);
  const upwards = order.flatMap((room, index) =>
    rooms[room]!.filter((other) => order.indexOf(other) >= index).map((other) => `${room} -> ${other}`),
  );

  expect(upwards).toEqual([]);
});

describe('the check sees', () => {
  const arrows = (path: string, text: string): string[] => wrongArrows([{ path, text } satisfies SourceFile]);

  test.each([
    ['plugins/pads/plugin.ts', "import { definePlugin } from '@guildhall/sdk';"],
    ['plugins/pads/views/board.ts', "import type { Pad } from '../pad.ts';\nimport { z } from 'zod';"],
    ['src/main.ts', "import { Gate } from './gate/gate.ts';"],
    ['src/gate/gate.ts', "import type { Scope } from '../sdk/scope.ts';"],
    ['src/host/host.ts', "import { Gate } from '../gate/gate.ts';"],
    ['sandbox/driver/bot.ts', "import { Clock } from '../discord/clock.ts';"],
    ['src/gate/gate.ts', "// import x from '../host/host.ts'\n/** {@link import('../host/host.ts')} */"],
  ])('nothing wrong in %s', (path, text) => {
    expect(arrows(path, text)).toEqual([]);
  });

  test.each([
    ['plugins/pads/plugin.ts', "import x from '../shop/prices.ts';", 'plugins/shop/prices.ts'],
    ['plugins/pads/plugin.ts', "import { Gate } from '../../src/gate/gate.ts';", 'src/gate/gate.ts'],
    ['plugins/pads/plugin.ts', "import '../../src/sdk/index.ts';", 'src/sdk/index.ts'],
    ['plugins/pads/plugin.ts', "import { Sandbox } from '@guildhall/sandbox';", '@guildhall/sandbox'],
    ['src/host/host.ts', "export * from '../../plugins/pads/plugin.ts';", 'plugins/pads/plugin.ts'],
    ['src/host/host.ts', "const x = await import('../../plugins/pads/plugin.ts');", 'plugins/pads/plugin.ts'],
    ['src/host/host.ts', "import { Sandbox } from '@guildhall/sandbox';", '@guildhall/sandbox'],
    ['src/gate/gate.ts', "import {\n  type Host,\n} from '../host/host.ts';", 'src/host/host.ts'],
    ['src/gate/gate.ts', "let x: import('../host/host.ts').Host;", 'src/host/host.ts'],
    ['src/cellar/wine.ts', "import { Gate } from '../gate/gate.ts';", 'src/gate/gate.ts'],
    ['src/sdk/index.ts', "export { Gate } from '../gate/gate.ts';", 'src/gate/gate.ts'],
    ['sandbox/main.ts', "import { start } from '../src/main.ts';", 'src/main.ts'],
    ['sandbox/main.ts', "import type { Clock } from '@guildhall/sdk';", '@guildhall/sdk'],
  ])('in %s what is wrong with: %s', (path, text, target) => {
    expect(arrows(path, text)).toEqual([expect.stringContaining(`${path} imports ${target}: `)]);
  });
});
