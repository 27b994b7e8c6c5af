import { describe, expect, test } from 'vitest';
import { TextLibrary } from '../text-library.ts';

const host = {
  'en-US': { sorry: 'Something went wrong.', only: 'Only the host says this.' },
  'es-ES': { sorry: 'Algo salió mal.', only: 'Solo lo dice el anfitrión.' },
};

function library() {
  const missing: string[] = [];
  return { missing, texts: new TextLibrary(host, (name, key) => missing.push(`${name} ${key}`)) };
}

describe('a text is found', () => {
  const { texts } = library();
  const pads = texts.add('pads', {
    'en-US': { title: 'Pads', free: 'Free', sorry: 'No pads.' },
    'es-ES': { title: 'Pistas' },
  });

  test.each([
    ['es-ES', 'title', 'Pistas'],
    ['es-419', 'title', 'Pistas'],
    ['en-GB', 'title', 'Pads'],
    ['ja', 'title', 'Pads'],
    ['es-ES', 'free', 'Free'],
    ['es-ES', 'only', 'Solo lo dice el anfitrión.'],
    ['es-419', 'only', 'Solo lo dice el anfitrión.'],
    ['es-ES', 'sorry', 'No pads.'],
  ])('for %s, %s is "%s"', (locale, key, text) => {
    expect(pads.in(locale)(key)).toBe(text);
  });

  test('in the host’s language even where the plugin has English only', () => {
    const english = texts.add('english', { 'en-US': { hello: 'Hello' } });

    expect(english.in('es-ES')('only')).toBe('Solo lo dice el anfitrión.');
    expect(english.in('es-ES')('hello')).toBe('Hello');
  });
});

test('a key that is nowhere is given as it is, and reported once', () => {
  const { texts, missing } = library();
  const t = texts.add('pads', { 'en-US': { title: 'Pads' } }).in('en-US');

  expect([t('titel'), t('titel'), t('title')]).toEqual(['titel', 'titel', 'Pads']);
  expect(missing).toEqual(['pads titel']);
});

test('values come out as people wrote them', () => {
  const { texts } = library();
  const set = texts.add('pads', { 'en-US': { said: '{{who}} says {{what}}', what: 'a secret' } });
  const say = (what: unknown) => set.in('en-US')('said', { who: 'Ada', what });

  expect(say('<b> & "quotes" / $& $1')).toBe('Ada says <b> & "quotes" / $& $1');
  expect(say('{{who}}')).toBe('Ada says {{who}}');
  expect(say('$t(what)')).toBe('Ada says $t(what)');
  expect(say(0)).toBe('Ada says 0');
});

test('a value may be called like anything', () => {
  const { texts } = library();
  const t = texts
    .add('pads', { 'en-US': { said: '{{context}} {{lng}} {{ns}} {{defaultValue}}' } })
    .in('en-US');

  expect(t('said', { context: 'a', lng: 'b', ns: 'c', defaultValue: 'd' })).toBe('a b c d');
});

test('plurals follow the language, and a form without a text uses the one for many', () => {
  const { texts } = library();
  const set = texts.add('pads', {
    'en-US': { pads_one: '{{count}} pad', pads_other: '{{count}} pads' },
    'es-ES': { pads_one: '{{count}} pista', pads_other: '{{count}} pistas' },
  });

  expect([1, 0, 2].map((count) => set.in('en-US')('pads', { count }))).toEqual(['1 pad', '0 pads', '2 pads']);
  // In Spanish a million is a form of its own.
  expect([1, 1_000_000].map((count) => set.in('es-ES')('pads', { count }))).toEqual([
    '1 pista',
    '1000000 pistas',
  ]);
});

test('two generations stand side by side, and the old one goes without a trace', () => {
  const { texts } = library();
  const old = texts.add('pads', { 'en-US': { title: 'Pads' } });
  const before = old.in('en-US');
  const next = texts.add('pads', { 'en-US': { title: 'Pads 2' } });

  expect([before('title'), next.in('en-US')('title')]).toEqual(['Pads', 'Pads 2']);

  old.remove();

  expect([before('title'), before('only')]).toEqual(['title', 'Only the host says this.']);
  expect(next.in('en-US')('title')).toBe('Pads 2');
});

test('a menu whose text is a key that is nowhere is reported, once', () => {
  const { texts, missing } = library();
  const set = texts.add('pads', { 'en-US': { about: 'Book a pad' } });

  expect(set.localizations('commands.pad')).toBeUndefined();
  expect(set.localizations('commands.pad')).toBeUndefined();
  expect(set.localizations('Ends it, e.g. now.')).toBeUndefined();
  expect(missing).toEqual(['pads commands.pad']);
});

test('a command menu gets every language of Discord that has a file', () => {
  const { texts } = library();
  const set = texts.add('pads', {
    'en-US': { about: 'Book a pad', plain: 'Plain' },
    'es-ES': { about: 'Reserva una pista' },
  });

  expect(set.localizations('about')).toEqual({
    default: 'Book a pad',
    others: { 'es-ES': 'Reserva una pista', 'es-419': 'Reserva una pista' },
  });
  expect(set.localizations('plain')).toEqual({ default: 'Plain', others: {} });
  expect(set.localizations('Book a pad')).toBeUndefined();
});
