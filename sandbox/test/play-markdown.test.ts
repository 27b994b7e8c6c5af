import { expect, test } from 'vitest';
import { createInk } from '../play/ink.ts';
import { markdownLines } from '../play/markdown.ts';

const shown = (text: string) => markdownLines(text, createInk(false)).join('\n');

test('marks are not shown', () => {
  expect(shown('**A** _red_ `house` ~~now~~')).toBe('A red house now');
});

test('a sign behind a backslash is shown as it is', () => {
  expect(shown('with \\*\\*stars\\*\\* and \\_lines\\_, **\\*bold\\***')).toBe(
    'with **stars** and _lines_, *bold*',
  );
  expect(shown('C:\\dir \\`no code\\`')).toBe('C:\\dir `no code`');
});

test('a backslash in code is a backslash', () => {
  expect(shown('`a\\*b`')).toBe('a\\*b');
});
