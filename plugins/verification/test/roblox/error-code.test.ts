import { expect, test } from 'vitest';
import { errorCode } from '../../roblox/wire/error-code.ts';

test.each([
  ['an old host', { errors: [{ code: 3, message: 'The user id is invalid.', userFacingMessage: 'x' }] }, 3],
  ['the gateway', { errors: [{ code: 0, message: 'Too many requests' }] }, 0],
  ['Open Cloud v2', { code: 'NOT_FOUND', message: 'x' }, 'NOT_FOUND'],
  ['Open Cloud v1', { error: 'INVALID_ARGUMENT', message: 'x', errorDetails: [] }, 'INVALID_ARGUMENT'],
  ['OAuth', { error: 'invalid_grant', error_description: 'x' }, 'invalid_grant'],
  ['the framework', { errors: { limit: ['no'] }, type: 'x', title: 'x', status: 400 }, 'INVALID_ARGUMENT'],
  ['nobody', { message: 'x' }, undefined],
  ['nobody', '<html>', undefined],
  ['nobody', { errors: [] }, undefined],
  ['nobody', undefined, undefined],
])('an error of %s is read', (_whose, value, code) => {
  expect(errorCode(value)).toBe(code);
});
