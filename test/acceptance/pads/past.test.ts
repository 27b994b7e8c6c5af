import type { Member, SandboxGuild } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, type PadsStage, startPads } from './pads-stage.ts';

/** What has been: history, statistics, export, and what is kept about people. The tests follow each other. */
let pads: PadsStage;
let guild: SandboxGuild;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  pads = await startPads();
  ({ guild, ada, sam, tim, eve } = pads);
});
afterAll(() => pads?.stage.stop());

/** The text of the file of a reply. */
async function fileOf({ message }: Awaited<ReturnType<Member['slash']>>): Promise<string> {
  const [file] = message!.attachments;
  return (await fetch(file!.url)).text();
}

test('before anything has happened, every list says so', async () => {
  expect((await eve.slash('/pad list')).shows('9 of 9 pads are free')).toBe(true);
  expect((await eve.slash('/pad history')).text).toContain('There are no sessions to show');
  expect((await eve.slash('/pad stats')).text).toContain('Nobody has hosted a session in this time');
  const empty = await sam.slash('/pad export');
  expect(empty.text).toContain('the file has its headings only');
});

test('ended sessions are in the history, the newest first, ten a page, by pad and by host', async () => {
  for (let count = 0; count < 12; count += 1) {
    await pads.book(sam, 3);
    if (count === 0) {
      await eve.click('Join', { in: 'general' });
      await pads.advance(minutes(30));
    }
    await sam.slash('/pad end');
  }
  await pads.book(tim, 4, { note: '=HYPERLINK("http://x")', starts: '=1+1', cohost: eve });

  const history = await eve.slash('/pad history');
  expect(history.ephemeral).toBe(true);
  expect(history.text).toContain('Page 1 of 2');
  expect(history.message!.embeds[0]!.description!.split('\n')).toHaveLength(10);
  expect(history.text).toMatch(/Pad 4\*\* · Training · @tim · \*going on\*/);
  const next = await eve.click('Next page', { on: history });
  expect(next.text).toMatch(/Page 2 of 2/);
  expect(next.text).toMatch(/Pad 3\*\* · Training · @sam · 30 minutes, 1 person$/m);
  expect((await eve.slash('/pad history', { pad: 4 })).text).not.toContain('@sam');
  expect((await eve.slash('/pad history', { host: tim })).text).toContain('Page 1 of 1');
});

test('statistics count sessions, minutes and people by host', async () => {
  const all = await eve.slash('/pad stats');
  expect(all.shows('1. @sam: 12 sessions, 30 minutes, 1 person')).toBe(true);
  const one = await eve.slash('/pad stats', { host: sam, days: 7 });
  expect(one.shows('12 sessions (12 trainings, 0 tryouts)')).toBe(true);
  expect(one.text).toContain('last 7 days');
});

test('the export is a table for a spreadsheet, in which nothing runs as a formula; staff may have it', async () => {
  const reply = await sam.slash('/pad export');
  expect(reply.ephemeral).toBe(true);
  expect(reply.text).toContain('Here are 13 sessions, as a CSV file');
  const [head, first, ...rest] = (await fileOf(reply)).trim().split('\r\n');
  expect(head).toContain('id,pad,kind,host,cohost,starts,starts_at,note,booked_at');
  expect(first).toContain(`,4,training,${tim.id},${eve.id},'=1+1,,"'=HYPERLINK(""http://x"")",`);
  expect(rest).toHaveLength(12);
  expect(rest.at(-1)).toMatch(new RegExp(`,ended,30,1,${eve.id}$`));
  expect((await eve.slash('/pad export')).text).toMatch(
    /not allowed.*Pads: Get past sessions as a file.*an administrator can give/,
  );
});

test('many pages of hosts can be turned', async () => {
  const hosts = Array.from({ length: 11 }, (_, index) => guild.member(`host${index}`, { roles: ['Staff'] }));
  for (const host of hosts) {
    await pads.book(host, 7);
    await host.slash('/pad end');
  }
  const first = await eve.slash('/pad stats');
  expect(first.text).toContain('Page 1 of 2');
  expect((await eve.click('Next page', { on: first })).text).toMatch(/11\.\*\* @host\d+: 1 session/);
});

test('switched off, its commands are gone and old buttons say so; what came due waits, and runs when it is on again', async () => {
  const card = ada.sees('general').messages.findLast(({ buttons }) => buttons.includes('Join'))!;
  const { id } = (await pads.open(4))!;
  await ada.slash('/features disable', { feature: 'pads' });
  await ada.until(() => !ada.commands().some((command) => command.startsWith('/pad')));
  expect((await eve.click('Join', { on: card })).text).toBe(
    '**Pads** is switched off in this server. An administrator can switch it on with `/features`.',
  );
  await pads.advance(minutes(121));
  const due = "select state from host__job where name = 'end-session' and payload like ?";
  const waits = async () => {
    const [job] = await pads.stage.database.rows<{ state: string }>(due, `%${id}%`);
    return job?.state === 'waiting';
  };
  await ada.until(waits);
  // What looks for work that was missed has had its turn too.
  const reconciled = "select next_run_at from host__schedule where id = 'pads/reconcile' and next_run_at > ?";
  const running = "select id from host__job where name = 'reconcile'";
  await ada.until(
    async () =>
      (await pads.stage.database.rows(reconciled, pads.stage.clock.now())).length === 1 &&
      (await pads.stage.database.rows(running)).length === 0,
  );
  expect(await pads.endOf(id)).toBeUndefined();

  await ada.slash('/features enable', { feature: 'pads' });
  await ada.until(async () => (await pads.endOf(id)) === 'expired');
  expect((await pads.sessions()).length).toBe(24);
});

test('a person gets all that is held about them, and can have it removed: sessions stay, without them', async () => {
  await tim.until(() => tim.commands().includes('/training'));
  await pads.book(tim, 5, { note: 'from tim' });
  await eve.click('Join', { in: 'general' });
  const held = JSON.parse(await fileOf(await eve.slash('/privacy export')));
  expect(held.pads.attendance).toHaveLength(2);
  expect(held.pads.sessions).toMatchObject([{ cohost: eve.id, host: tim.id }]);

  await tim.click('Remove my data', { on: await tim.slash('/privacy erase') });
  const rows = await pads.stage.database.rows<Record<string, unknown>>('select * from pads__session');
  expect(rows).toHaveLength(25);
  expect(JSON.stringify(rows)).not.toContain(tim.id);
  expect(JSON.stringify(rows)).not.toContain('from tim');
  expect((await eve.slash('/pad history', { pad: 5 })).text).toContain('somebody');
  await ada.slash('/pad end', { pad: 5 });
});

test('a server that took the bot out is forgotten when the time to keep it is over', async () => {
  guild.kick(pads.stage.account);
  const rows = () => pads.stage.database.rows('select id from pads__session where guild = ?', guild.id);
  expect(await rows()).toHaveLength(25);
  await pads.advance(31 * 24 * minutes(60));
  await ada.until(async () => (await rows()).length === 0);
});
