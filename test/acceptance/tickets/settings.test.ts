import type { Member } from '@guildhall/sandbox';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelPermissions } from '../../../sandbox/discord/permissions.ts';
import { switchSetting } from '../../stage/settings-screen.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What a server decides about all of its tickets, as its members see it. */
let tickets: TicketsStage;
let sam: Member;
let tim: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, tim, bob } = tickets);
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none, with the message that its buttons are on. */
async function opened() {
  const creator = tickets.guest();
  const { ticket, channel } = await tickets.open(creator);
  const message = await creator.until(() =>
    creator.sees(channel).messages.find(({ buttons }) => buttons.includes('Close')),
  );
  return { creator, ticket, place: { in: channel }, message };
}

const turn = (field: string, to: 'on' | 'off') => switchSetting(tickets.ada, 'tickets', field, to);

/** Waits until somebody sees the channel and may, or may not, write in it. */
const writes = (who: Member, place: { readonly in: string }, may: boolean) =>
  who.until(() => {
    const channel = tickets.guild.channel(place.in);
    const permissions = channelPermissions(who.record!, channel, tickets.stage.clock.now());
    const can = (permissions & PermissionFlagsBits.SendMessages) !== 0n;
    return who.seesChannel(place.in) && can === may;
  });

test('in a claimed ticket the rest of staff writes or reads, as the server says', async () => {
  const { creator, place } = await opened();
  await sam.slash('/ticket claim', {}, place);
  tim.say('I can help too', place);
  await turn('othersWrite', 'off');
  await writes(tim, place, false);
  expect(() => tim.say('hello', place)).toThrow('may not write');
  sam.say('It is mine', place);
  creator.say('Thank you', place);
  await sam.slash('/ticket unclaim', {}, place);
  await writes(tim, place, true);
  await turn('othersWrite', 'on');
});

test('members close their own tickets and open them again, or only staff do, by command and by button', async () => {
  const { creator, ticket, place, message } = await opened();
  await turn('creatorCloses', 'off');
  expect((await creator.slash('/ticket close', { reason: 'done' }, place)).text).toContain('Only staff');
  expect((await creator.click('Close', { on: message })).text).toContain('Only staff');
  await sam.slash('/ticket close', { reason: 'done' }, place);
  await tickets.arrives(ticket.id, 'closed');
  expect((await creator.slash('/ticket reopen', {}, place)).text).toContain('Only staff');
  await turn('creatorCloses', 'on');
  expect((await creator.slash('/ticket reopen', {}, place)).text).toContain('opened this ticket again');
  await tickets.arrives(ticket.id, 'open');
  await creator.slash('/ticket close', { reason: 'done' }, place);
  await tickets.arrives(ticket.id, 'closed');
});

test('members add people to their own tickets only where the server says so, and take out only whom they added', async () => {
  const { creator, place } = await opened();
  expect((await creator.slash('/ticket add', { who: bob }, place)).text).toContain('Only staff');
  await turn('creatorAdds', 'on');
  expect((await creator.slash('/ticket add', { who: bob }, place)).text).toContain('was added');
  await bob.until(() => bob.seesChannel(place.in));
  const expert = tickets.guild.member('expert');
  await sam.slash('/ticket add', { who: expert }, place);
  await expert.until(() => expert.seesChannel(place.in));
  expect((await creator.slash('/ticket remove', { who: expert }, place)).text).toContain(
    'let in by somebody else',
  );
  expect((await creator.slash('/ticket remove', { who: bob }, place)).text).toContain('taken out');
  await bob.until(() => !bob.seesChannel(place.in));
  expect(expert.seesChannel(place.in)).toBe(true);
  await turn('creatorAdds', 'off');
  expect((await creator.slash('/ticket remove', { who: expert }, place)).text).toContain('Only staff');
});
