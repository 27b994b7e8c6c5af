import { type BlockDraft, veilBlocks } from '@guildhall/sdk';
import { expect } from 'vitest';
import { codeOf } from '../../../test/ground/plugin-ground.ts';
import { Block } from '../entities/block.ts';
import { bob, eve, guild, minutes, onEveryDatabase, otherGuild, sam, tim } from './ground.ts';

const scammers = '600000000000000001';
const draft = (change: Partial<BlockDraft> = {}): BlockDraft => ({
  guild,
  subject: eve,
  kind: 'user',
  reason: null,
  until: null,
  ...change,
});

onEveryDatabase((test) => {
  test('P3: who is blocked by a role neither orders nor is approved, as long as they have it', async (ground) => {
    const shop = await ground.stocked(3);
    const { id } = await ground.submitted(shop);
    (await ground.blocks.add(draft({ subject: scammers, kind: 'role' }), sam)).unwrap();
    expect((await ground.ask({ ...shop, buyer: bob })).isOk()).toBe(true);
    ground.memberRoles.set(eve, ['1', scammers]);
    expect(codeOf(await ground.ask(shop))).toBe('blocked');
    expect(codeOf(await ground.review.approve(guild, id, tim))).toBe('buyer-blocked');
    ground.memberRoles.delete(eve);
    expect((await ground.review.approve(guild, id, tim)).isOk()).toBe(true);
  });

  test('a block ends by itself; of several the longest counts; the buyer is told until when', async (ground) => {
    const shop = await ground.stocked(3);
    const until = new Date('2026-11-21T21:00:00Z');
    (await ground.blocks.add(draft({ until }), sam)).unwrap();
    expect((await ground.ask(shop)).err().unwrap()).toMatchObject({
      code: 'blocked-until',
      values: { at: until },
    });
    ground.memberRoles.set(eve, [scammers]);
    (await ground.blocks.add(draft({ subject: scammers, kind: 'role' }), sam)).unwrap();
    expect(codeOf(await ground.ask(shop))).toBe('blocked');
    ground.memberRoles.delete(eve);
    ground.advance(minutes(60));
    expect((await ground.ask(shop)).isOk()).toBe(true);
    expect((await ground.blocks.list(guild, 0)).rows.map(({ subject }) => subject)).toEqual([scammers]);
    expect(codeOf(await ground.blocks.remove(guild, eve, sam))).toBe('not-blocked');
    expect(codeOf(await ground.blocks.add(draft({ until }), sam))).toBe('block-over');
  });

  test('P3: whoever is blocked is refused before they are asked anything, with the reason', async (ground) => {
    const { blocks, checkout } = ground;
    (await blocks.add(draft({ reason: 'fraud' }), sam)).unwrap();
    await expect(checkout.needBuyer(guild, eve)).rejects.toMatchObject({
      code: 'blocked-reason',
      values: { reason: 'fraud' },
    });
    await expect(checkout.needBuyer(guild, bob)).resolves.toBeUndefined();
  });

  test('blocking again says anew how long and why; unblocking ends it; each is in the audit log', async (ground) => {
    const { blocks } = ground;
    (await blocks.add(draft({ reason: 'fraud' }), sam)).unwrap();
    (await blocks.add(draft({ reason: 'spam', until: new Date('2026-11-22T00:00:00Z') }), tim)).unwrap();
    expect(await ground.all(Block)).toMatchObject([{ subject: eve, reason: 'spam', by: tim }]);
    expect(codeOf(await blocks.add(draft({ reason: 'x'.repeat(301) }), sam))).toBe('block-reason-length');
    expect(codeOf(await blocks.remove(otherGuild, eve, sam))).toBe('not-blocked');
    (await blocks.remove(guild, eve, sam)).unwrap();
    expect(codeOf(await blocks.remove(guild, eve, sam))).toBe('not-blocked');
    expect(ground.audit.map(({ action, reason }) => [action, reason])).toEqual([
      ['block-add', 'fraud'],
      ['block-add', 'spam'],
      ['block-remove', undefined],
    ]);
  });

  test('whoever asks to be forgotten is not free by it, and nobody can tell who it was', async (ground) => {
    const shop = await ground.stocked(3);
    (await ground.blocks.add(draft({ reason: 'Eve took money' }), sam)).unwrap();
    await ground.transaction((em) => veilBlocks(em, Block, eve));
    expect(JSON.stringify(await ground.all(Block))).not.toMatch(new RegExp(`${eve}|Eve`));
    expect(codeOf(await ground.ask(shop))).toBe('blocked');
    expect((await ground.ask({ ...shop, buyer: bob })).isOk()).toBe(true);
    (await ground.blocks.remove(guild, eve, sam)).unwrap();
    expect((await ground.ask(shop)).isOk()).toBe(true);
  });
});
