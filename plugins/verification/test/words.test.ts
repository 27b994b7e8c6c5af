import fc from 'fast-check';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { describe, expect, test } from 'vitest';
import { wordList } from '../word-list.ts';
import { chooseWords, codeLength, hashOf, lookFor } from '../words.ts';

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const position = fc.nat({ max: wordList.length - 1 });

describe('the list', () => {
  test('has at least 1,024 words of 4 to 7 letters, none twice', () => {
    expect(wordList.length).toBeGreaterThanOrEqual(1024);
    expect(new Set(wordList).size).toBe(wordList.length);
    expect(wordList.filter((word) => !/^[a-z]{4,7}$/.test(word))).toEqual([]);
  });

  test('has nothing that a filter of bad language minds, also where two words touch', () => {
    expect(wordList.filter((word) => matcher.hasMatch(word))).toEqual([]);
    // Every word with some others before and after it; the whole square takes half a minute.
    const joins = wordList.flatMap((word, index) =>
      [7, 131, 577, 911].map((step) => `${word}${wordList[(index + step) % wordList.length]}`),
    );
    expect(joins.filter((join) => matcher.hasMatch(join))).toEqual([]);
  });
});

test('a code has five words of the list, none twice', () => {
  fc.assert(
    fc.property(fc.infiniteStream(position), (stream) => {
      const words = chooseWords(() => stream.next().value);
      expect(words).toHaveLength(codeLength);
      expect(new Set(words).size).toBe(codeLength);
      expect(words.every((word) => wordList.includes(word))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

describe('in a profile', () => {
  const words = ['amber', 'river', 'candle', 'tiger', 'maple'];
  const hash = hashOf(words);

  test.for([
    ['as they were given', 'amber river candle tiger maple'],
    ['between other things', 'hi! i am 12th.\namber river candle tiger maple\n(follow me)'],
    ['in capitals', 'AMBER River CaNdLe tiger MAPLE'],
    ['with signs between them', 'amber-river, candle… tiger/maple.'],
    ['in wide letters', 'ａｍｂｅｒ ｒｉｖｅｒ ｃａｎｄｌｅ ｔｉｇｅｒ ｍａｐｌｅ'],
    ['behind the words of before', 'lemon stone cloud eagle table amber river candle tiger maple'],
    ['beside what was hidden', '##### amber river candle tiger maple'],
  ] as const)('the words are seen %s', ([, description]) => {
    expect(lookFor(hash, description)).toBe('there');
  });

  test.for([
    ['words that Roblox hid are filtered', '##### river candle tiger maple', 'filtered'],
    ['a description that is all hidden is filtered', '###################', 'filtered'],
    ['some of the words are filtered', 'amber river candle tiger', 'filtered'],
    ['another order is another code', 'maple tiger candle river amber', 'other'],
    ['a word between them breaks the code', 'amber river and candle tiger maple', 'filtered'],
    ['letters around a word are another word', 'xamber river candle tiger maplex', 'filtered'],
    ['an empty description has nothing', '', 'missing'],
    ['somebody’s own text has nothing', 'I like trains. #1 fan ## of nothing', 'missing'],
  ] as const)('%s', ([, description, sighting]) => {
    expect(lookFor(hash, description)).toBe(sighting);
  });

  test('no other five words are taken for them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(position, { minLength: 5, maxLength: 12 }), (positions) => {
        const text = positions.map((index) => wordList[index]).join(' ');
        fc.pre(!text.includes(words.join(' ')));
        expect(lookFor(hash, text)).not.toBe('there');
      }),
      { numRuns: 300 },
    );
  });
});
