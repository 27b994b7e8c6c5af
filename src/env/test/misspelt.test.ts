import { expect, test } from 'vitest';
import { misspelt } from '../misspelt.ts';

test('a name with a slip in it is told, with the one that is meant', () => {
  expect(misspelt(['DISCORD_TOKN', 'database-url', 'OWNER_ID'])).toEqual([
    'DISCORD_TOKN in .env is not a variable of Guildhall and is left out. Did you mean DISCORD_TOKEN?',
    'database-url in .env is not a variable of Guildhall and is left out. Did you mean DATABASE_URL?',
    'OWNER_ID in .env is not a variable of Guildhall and is left out. Did you mean OWNER_IDS?',
  ]);
});

test('our names, and those of other programs, are not', () => {
  expect(misspelt(['DISCORD_TOKEN', 'PORT', 'NODE_ENV', 'TZ', 'COMPOSE_PROJECT_NAME', 'PATH'])).toEqual([]);
});
