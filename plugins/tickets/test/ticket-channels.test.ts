import { expect } from 'vitest';
import { channel, guild, onEveryDatabase } from './ground.ts';

const [elsewhere, thread] = ['300000000000000007', '300000000000000008'];

onEveryDatabase((test) => {
  test('a channel that was none is a ticket’s at once when one moves in; a thread in it is of it too', async (ground) => {
    const { channels, tickets } = ground;
    const { id } = (await ground.click((await ground.addType()).id)).unwrap();
    expect(await channels.ticketIn(guild, channel)).toBeUndefined();
    await tickets.arrived((await tickets.find(guild, id))!, 'provisioning');
    await tickets.housed((await tickets.find(guild, id))!, channel);
    expect(await channels.ticketIn(guild, channel)).toBe(id);
    expect(await channels.ticketIn(guild, thread!, channel)).toBe(id);
    expect(await channels.ticketIn(guild, elsewhere!, null)).toBeUndefined();
  });

  test('what is remembered of a channel is looked up again after ten minutes', async (ground) => {
    const { channels, tickets } = ground;
    const { id } = (await ground.click((await ground.addType()).id)).unwrap();
    await tickets.arrived((await tickets.find(guild, id))!, 'provisioning');
    await tickets.housed((await tickets.find(guild, id))!, channel);
    await tickets.lost((await tickets.find(guild, id))!);
    expect(await channels.ticketIn(guild, channel)).toBe(id);
    ground.advance(10 * 60_000);
    expect(await channels.ticketIn(guild, channel)).toBeUndefined();
  });
});
