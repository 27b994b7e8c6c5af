import type { Member, OAuthApp, Reply, RobloxAccount } from '@guildhall/sandbox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { minutes, startVerification, type VerificationStage } from './verification/verification-stage.ts';

/** From the button below the words to Roblox's page, back to ours, and to a link. */
let on: VerificationStage;
let app: OAuthApp;

const publicUrl = 'https://bot.example.com/guildhall';
const env = {
  PUBLIC_URL: publicUrl,
  ROBLOX_CLIENT_ID: '4123456789012345678',
  ROBLOX_CLIENT_SECRET: 'RBX-the-secret-of-this-test',
};
const redirect = `${publicUrl}/plugins/verification/callback`;
const over = 'This sign-in is over, or it was not begun in Discord';

beforeAll(async () => {
  on = await startVerification({ env });
  app = on.roblox.createApp('Guildhall', {
    id: env.ROBLOX_CLIENT_ID,
    secret: env.ROBLOX_CLIENT_SECRET,
    redirectUris: [redirect],
  });
  await on.choose('verifiedRole', 'Verified');
});
afterAll(() => on?.stage.stop());
beforeEach(() => on.calm());

interface Shown {
  readonly status: number;
  readonly html: string;
  /** What a person reads. */
  readonly text: string;
}

async function shown(response: Response): Promise<Shown> {
  const html = await response.text();
  const text = html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<\/(p|h1|title|button)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return { status: response.status, html, text };
}

/** `/verify`, "Yes, this is me", "Sign in with Roblox". @returns the address of Roblox's page. */
async function leave(member: Member, account: RobloxAccount): Promise<string> {
  const answer = await member.click('Sign in with Roblox', { on: await on.begin(member, account.name) });
  expect(answer.ephemeral).toBe(true);
  return linkOf(answer);
}

function linkOf(answer: Reply): string {
  const rows = answer.message!.record.components as unknown as { components: { url?: string }[] }[];
  return rows.flatMap(({ components }) => components).find(({ url }) => url)!.url!;
}

/** A browser goes where Roblox sends it: as if the public address led to the bot. */
async function comeBack(location: string): Promise<Shown> {
  expect(location.startsWith(`${redirect}?`)).toBe(true);
  return shown(await on.stage.bot.fetch(`/plugins/verification/callback${new URL(location).search}`));
}

/** Presses the button of the page. */
async function press({ html }: Pick<Shown, 'html'>): Promise<Shown> {
  const form = /<form method="post" action="(\w+)"><input type="hidden" name="(\w+)" value="([\w-]+)">/.exec(
    html,
  )!;
  return send(form[1]!, new URLSearchParams({ [form[2]!]: form[3]! }));
}

async function send(action: string, body: URLSearchParams): Promise<Shown> {
  return shown(await fetch(`${on.stage.bot.url}/plugins/verification/${action}`, { method: 'POST', body }));
}

test('a button, Roblox, a page that says who is who, yes: the account is linked and the role is there', async () => {
  const { member, account } = on.newcomer('bea');
  const address = await leave(member, account);
  expect(address.length).toBeLessThanOrEqual(512);
  const asked = await comeBack(on.roblox.consent(address, account));
  expect(asked.status).toBe(200);
  expect(asked.text).toContain('You signed in to Roblox as bea_builds');
  expect(asked.text).toContain('the Discord member bea (@bea) in the server Test');
  expect(asked.text).toContain('If somebody sent you this link, close the page');
  expect(await on.linkOf(member)).toBeUndefined();

  const done = await press(asked);
  expect(done.text).toContain('bea (@bea) is bea_builds on Roblox now');
  expect(await on.linkOf(member)).toMatchObject({ account: String(account.id), how: 'oauth' });
  await member.until(() => member.roles.includes('Verified'));
  const history = await member.slash('/verification history');
  expect(history.text).toContain('by signing in at Roblox');
});

test('the account counts that signed in, not the one that was typed', async () => {
  const { member, account } = on.newcomer('cal');
  const own = on.roblox.account('cal_truly');
  const asked = await comeBack(on.roblox.consent(await leave(member, account), own));
  expect(asked.text).toContain('You signed in to Roblox as cal_truly');
  await press(asked);
  expect(await on.linkOf(member)).toMatchObject({ account: String(own.id) });
});

test('who says no at Roblox is told so, and can begin again', async () => {
  const { member, account } = on.newcomer('dan');
  const task = await on.begin(member, account.name);
  const first = linkOf(await member.click('Sign in with Roblox', { on: task }));
  const denied = await comeBack(on.roblox.consent(first, account, false));
  expect(denied.text).toContain('You said no on the page of Roblox');
  expect(denied.html).not.toContain('<form');
  expect(await on.linkOf(member)).toBeUndefined();

  const second = linkOf(await member.click('Sign in with Roblox', { on: task }));
  expect((await press(await comeBack(on.roblox.consent(second, account)))).status).toBe(200);
  expect(await on.linkOf(member)).toBeDefined();
});

test('a browser with a state of nobody gets nowhere, and Roblox is not asked', async () => {
  const { member, account } = on.newcomer('eve');
  const location = new URL(on.roblox.consent(await leave(member, account), account));
  const real = location.search;
  const id = on.roblox.faults.add({ method: 'POST', route: '/apis/oauth/v1/token', delay: 1 });
  const asked = () => on.roblox.faults.list().find((fault) => fault.id === id)!.struck;
  for (const state of [undefined, '', 'made-up', 'x'.repeat(4_000)]) {
    location.searchParams.delete('state');
    if (state !== undefined) {
      location.searchParams.set('state', state);
    }
    const answer = await comeBack(location.href);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(over)]);
  }
  expect(asked()).toBe(0);
  expect((await comeBack(`${redirect}${real}`)).text).toContain('Is this you?');
  expect(asked()).toBe(1);
});

test('an answer of Roblox works once, and so does the page', async () => {
  const { member, account } = on.newcomer('fay');
  const location = on.roblox.consent(await leave(member, account), account);
  const asked = await comeBack(location);
  expect((await comeBack(location)).text).toContain(over);
  expect((await press(asked)).status).toBe(200);
  const linked = await on.linkOf(member);
  const again = await press(asked);
  expect([again.status, again.text]).toEqual([400, expect.stringContaining(over)]);
  expect(await on.linkOf(member)).toEqual(linked);
});

test('a yes that no page asked for links nothing', async () => {
  const { member, account } = on.newcomer('gus');
  const state = new URL(await leave(member, account)).searchParams.get('state')!;
  for (const token of ['', 'made-up', state]) {
    const answer = await send('confirm', new URLSearchParams({ token }));
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(over)]);
  }
  expect((await send('confirm', new URLSearchParams())).status).toBe(400);
  expect(await on.linkOf(member)).toBeUndefined();
});

test('after ten minutes the way and the page are over', async () => {
  const { member: hal, account: ofHal } = on.newcomer('hal');
  const { member: ida, account: ofIda } = on.newcomer('ida');
  const ofHalAddress = await leave(hal, ofHal);
  const asked = await comeBack(on.roblox.consent(await leave(ida, ofIda), ofIda));
  await on.advance(minutes(10));
  expect((await comeBack(on.roblox.consent(ofHalAddress, ofHal))).text).toContain(over);
  expect((await press(asked)).text).toContain(over);
  expect([await on.linkOf(hal), await on.linkOf(ida)]).toEqual([undefined, undefined]);
});

test('a banned account is told to be banned, before the page asks and after', async () => {
  const { member: joe, account: ofJoe } = on.newcomer('joe');
  const location = on.roblox.consent(await leave(joe, ofJoe), ofJoe);
  ofJoe.banned = true;
  expect((await comeBack(location)).text).toContain('The Roblox account joe_builds is banned by Roblox');

  const { member: jim, account: ofJim } = on.newcomer('jim');
  const asked = await comeBack(on.roblox.consent(await leave(jim, ofJim), ofJim));
  ofJim.banned = true;
  expect((await press(asked)).text).toContain('The Roblox account jim_builds is banned by Roblox');
  expect([await on.linkOf(joe), await on.linkOf(jim)]).toEqual([undefined, undefined]);
});

test('the account of another member stays theirs; the words are the way to ask for it', async () => {
  const { account } = await on.verified('kim');
  const lou = on.newcomer('lou');
  const asked = await comeBack(on.roblox.consent(await leave(lou.member, lou.account), account));
  expect(asked.status).toBe(400);
  expect(asked.text).toContain('The Roblox account kim_builds is linked to another member of this server');
  expect(asked.text).toContain('/verify');
  expect(await on.linkOf(lou.member)).toBeUndefined();
});

test('while Roblox is away nothing is linked, and that is what the page says', async () => {
  const { member, account } = on.newcomer('mia');
  const asked = await comeBack(on.roblox.consent(await leave(member, account), account));
  const id = on.roblox.faults.add({ route: '/users/v1/users/:userId', status: 503 });
  expect((await press(asked)).text).toContain('Roblox does not answer at the moment');
  expect(await on.linkOf(member)).toBeUndefined();
  on.roblox.faults.remove(id);
});

test('who has left the server meanwhile cannot be linked', async () => {
  const { member, account } = on.newcomer('ned');
  const asked = await comeBack(on.roblox.consent(await leave(member, account), account));
  member.leaves();
  expect((await press(asked)).text).toContain('You cannot verify in this server now');
  expect(await on.linkOf(member)).toBeUndefined();
});

test('the pages speak the language that the member has in Discord, and names are text', async () => {
  const { member, account } = on.newcomer('oli');
  account.displayName = '<i>Oli</i>';
  const task = await on.begin(member, account.name);
  member.user.locale = 'es-ES';
  const address = linkOf(await member.click('Sign in with Roblox', { on: task }));
  const asked = await comeBack(on.roblox.consent(address, account));
  expect(asked.text).toContain('Has iniciado sesión en Roblox como oli_builds (<i>Oli</i>)');
  expect(asked.html).not.toContain('<i>');
  expect(asked.html).not.toContain('<script');
});

test('the log tells no state, no code, no token and no secret', async () => {
  const { member, account } = on.newcomer('pia');
  const address = await leave(member, account);
  const location = on.roblox.consent(address, account);
  const asked = await comeBack(location);
  const token = /value="([\w-]+)"/.exec(asked.html)![1]!;
  await press(asked);
  const log = JSON.stringify(on.stage.bot.logs());
  const query = new URL(location).searchParams;
  for (const secret of [query.get('state')!, query.get('code')!, token, app.secret!]) {
    expect(log).not.toContain(secret);
  }
});

test('without an app the words are the only way, and there are no pages', async () => {
  const plain = await startVerification({ env: { PUBLIC_URL: publicUrl } });
  try {
    const { member, account } = plain.newcomer('bea');
    expect((await plain.begin(member, account.name)).buttons).toEqual([
      'Verify',
      'New words',
      'Open profile',
    ]);
    expect((await plain.stage.bot.fetch('/plugins/verification/callback?state=x')).status).toBe(404);
  } finally {
    await plain.stage.stop();
  }
});
