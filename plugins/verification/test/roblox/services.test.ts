import { expect, test } from 'vitest';
import { addressOf } from '../../roblox/wire/services.ts';

test.each([
  ['https://apis.roblox.com', 'users', 'https://users.roblox.com/v1/users/1?a=b'],
  ['https://apis.roblox.com/', 'cloud', 'https://apis.roblox.com/v1/users/1?a=b'],
  ['http://127.0.0.1:4100', 'users', 'http://127.0.0.1:4100/users/v1/users/1?a=b'],
  ['http://127.0.0.1:4100/', 'oauth', 'http://127.0.0.1:4100/apis/v1/users/1?a=b'],
  ['https://proxy.example/roblox/', 'thumbnails', 'https://proxy.example/roblox/thumbnails/v1/users/1?a=b'],
  ['https://notroblox.com', 'groups', 'https://notroblox.com/groups/v1/users/1?a=b'],
] as const)('below %s the part %s is at %s', (base, service, address) => {
  expect(addressOf(new URL(base), service, '/v1/users/1?a=b').href).toBe(address);
});
