import { z } from 'zod';
import { thumbnailStates } from '../roblox/state/account.ts';
import { robloxAccountAnswer, robloxAnswer, robloxGroupAnswer } from './answers.ts';
import { milliseconds, name, present } from './inputs.ts';
import { verb } from './verb.ts';

const id = z.int().min(1).optional();
const account = { account: name };
const membership = { group: name, ...account };

/** Accounts and groups of the local Roblox, by name or id, and signing in with them. */
export const robloxVerbs = {
  roblox: verb({
    method: 'GET',
    path: '/roblox',
    summary: 'The local Roblox: its address, its accounts and its groups.',
    input: z.strictObject({}),
    example: {},
    handle: ({ roblox }) => robloxAnswer(roblox),
  }),
  robloxAccount: verb({
    method: 'POST',
    path: '/roblox/accounts',
    summary: 'Makes a Roblox account; it is three years old unless `created` says otherwise.',
    input: z.strictObject({
      name,
      id,
      displayName: name.optional(),
      created: z.iso.datetime().or(z.iso.date()).optional(),
      description: z.string().optional(),
    }),
    example: { name: 'BuilderBea', created: '2020-05-01', description: 'I build things' },
    handle: ({ roblox }, { name, ...settings }) =>
      robloxAccountAnswer(roblox.account(name, present(settings))),
  }),
  robloxDescription: verb({
    method: 'POST',
    path: '/roblox/description',
    summary:
      'Writes the description of a profile. Others see it filtered, `after` milliseconds of the clock or the usual delay.',
    input: z.strictObject({ ...account, text: z.string(), after: milliseconds.optional() }),
    example: { account: 'BuilderBea', text: 'amber river candle tiger maple' },
    handle: ({ roblox }, input) => {
      const { after, text } = input;
      const found = roblox.world.needAccount(input.account);
      found.setDescription(text, after === undefined ? {} : { after });
      return robloxAccountAnswer(found);
    },
  }),
  robloxRename: verb({
    method: 'POST',
    path: '/roblox/rename',
    summary: 'Gives an account another name; the old one still finds it.',
    input: z.strictObject({ ...account, name }),
    example: { account: 'BuilderBea', name: 'Bea_Builds' },
    handle: ({ roblox }, input) => {
      const found = roblox.world.needAccount(input.account);
      found.rename(input.name);
      return robloxAccountAnswer(found);
    },
  }),
  robloxBan: verb({
    method: 'POST',
    path: '/roblox/ban',
    summary: 'Bans an account on Roblox.',
    input: z.strictObject(account),
    example: { account: 'Bea_Builds' },
    handle: ({ roblox }, input) => roblox.world.needAccount(input.account).ban(),
  }),
  robloxUnban: verb({
    method: 'POST',
    path: '/roblox/unban',
    summary: 'Lifts the ban of an account on Roblox.',
    input: z.strictObject(account),
    example: { account: 'Bea_Builds' },
    handle: ({ roblox }, input) => roblox.world.needAccount(input.account).unban(),
  }),
  robloxThumbnail: verb({
    method: 'POST',
    path: '/roblox/thumbnail',
    summary: 'Says what the picture of an account comes to, after `pendingCalls` that find it pending.',
    input: z.strictObject({
      ...account,
      state: z.enum(thumbnailStates),
      pendingCalls: z.int().min(0).optional(),
    }),
    example: { account: 'Bea_Builds', state: 'Blocked' },
    handle: ({ roblox }, input) =>
      roblox.world.needAccount(input.account).setThumbnail(input.state, input.pendingCalls),
  }),
  robloxGroup: verb({
    method: 'POST',
    path: '/roblox/groups',
    summary: 'Makes a group with the roles Guest, Member, Owner and those that are given, with their ranks.',
    input: z.strictObject({
      name,
      id,
      description: z.string().optional(),
      owner: name.optional(),
      roles: z.record(name, z.int()).optional(),
    }),
    example: { name: 'Brick Works', owner: 'Bea_Builds', roles: { Helper: 10 } },
    handle: ({ roblox }, { name, owner, ...settings }) =>
      robloxGroupAnswer(
        roblox.group(name, {
          ...present(settings),
          ...(owner !== undefined && { owner: roblox.world.needAccount(owner) }),
        }),
      ),
  }),
  robloxRole: verb({
    method: 'POST',
    path: '/roblox/groups/role',
    summary: 'Makes a role of a group.',
    input: z.strictObject({ group: name, role: name, rank: z.int() }),
    example: { group: 'Brick Works', role: 'Officer', rank: 100 },
    handle: ({ roblox }, input) => roblox.world.needGroup(input.group).role(input.role, input.rank),
  }),
  robloxJoin: verb({
    method: 'POST',
    path: '/roblox/groups/join',
    summary: 'Lets an account into a group, or gives a member one role more.',
    input: z.strictObject({ ...membership, role: name.optional() }),
    example: { group: 'Brick Works', account: 'Bea_Builds', role: 'Officer' },
    handle: ({ roblox: { world } }, input) => {
      const group = world.needGroup(input.group);
      group.join(world.needAccount(input.account), input.role);
      return robloxGroupAnswer(group);
    },
  }),
  robloxUnassign: verb({
    method: 'POST',
    path: '/roblox/groups/unassign',
    summary: 'Takes one role of a member of a group.',
    input: z.strictObject({ ...membership, role: name }),
    example: { group: 'Brick Works', account: 'Bea_Builds', role: 'Officer' },
    handle: ({ roblox: { world } }, input) => {
      const group = world.needGroup(input.group);
      group.unassign(world.needAccount(input.account), input.role);
      return robloxGroupAnswer(group);
    },
  }),
  robloxLeave: verb({
    method: 'POST',
    path: '/roblox/groups/leave',
    summary: 'Lets an account leave a group.',
    input: z.strictObject(membership),
    example: { group: 'Brick Works', account: 'Bea_Builds' },
    handle: ({ roblox: { world } }, input) => {
      const group = world.needGroup(input.group);
      group.leave(world.needAccount(input.account));
      return robloxGroupAnswer(group);
    },
  }),
  robloxKey: verb({
    method: 'POST',
    path: '/roblox/keys',
    summary: 'Makes a key for Open Cloud, or lets one of this text work.',
    input: z.strictObject({ key: z.string().min(1).optional() }),
    example: { key: 'my-cloud-key' },
    handle: ({ roblox }, { key }) => ({ key: roblox.createApiKey(key) }),
  }),
  robloxApp: verb({
    method: 'POST',
    path: '/roblox/apps',
    summary: 'Registers an OAuth app; a `public` one has no secret.',
    input: z.strictObject({
      name,
      redirectUris: z.array(z.string()).min(1),
      id: name.optional(),
      secret: name.optional(),
      public: z.boolean().optional(),
    }),
    example: { name: 'Guildhall', id: '4001', redirectUris: ['https://example.com/roblox'] },
    handle: ({ roblox }, { name, ...settings }) => roblox.createApp(name, settings),
  }),
  robloxConsent: verb({
    method: 'POST',
    path: '/roblox/consent',
    summary:
      'Somebody opens an authorization address and allows what it asks for, or not; answers with where their browser goes.',
    input: z.strictObject({ ...account, address: z.url(), allows: z.boolean().optional() }),
    example: {
      account: 'Bea_Builds',
      address:
        'http://127.0.0.1/apis/oauth/v1/authorize?client_id=4001&redirect_uri=https%3A%2F%2Fexample.com%2Froblox&scope=openid&response_type=code',
    },
    handle: ({ roblox }, input) => ({
      location: roblox.consent(input.address, roblox.world.needAccount(input.account), input.allows),
    }),
  }),
};
