import { expect, test } from 'vitest';
import { terminalPicture } from '../picture/terminal-picture.ts';

/** The texts of the rows, as a reader of the picture sees them. */
const rows = (picture: string) =>
  [...picture.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, row]) => row!.replace(/<[^>]+>/g, ''));

test('a picture shows each line, and breaks those that are too wide', () => {
  const picture = terminalPicture('one\n\u001b[1mtwo and three\u001b[22m\n\n', 8);

  expect(rows(picture)).toEqual(['one', 'two and ', 'three']);
});

test('colours and looks of the terminal are those of the picture', () => {
  const picture = terminalPicture('\u001b[31m[ \u001b[1mEnd\u001b[22m ]\u001b[39m done', 40);

  expect(picture).toContain('<tspan fill="#ff7b72">[ </tspan>');
  expect(picture).toContain('<tspan fill="#ff7b72" font-weight="bold">End</tspan>');
  expect(picture).toContain(' done</text>');
});

test('what would be markup in the picture is shown as it was printed', () => {
  expect(terminalPicture('<b> & co', 40)).toContain('&lt;b&gt; &amp; co');
});
