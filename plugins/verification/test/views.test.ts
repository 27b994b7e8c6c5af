import { bodyOf, type Message, Refusal } from '@guildhall/sdk';
import { describe, expect, test } from 'vitest';
import { type Bind, conditions } from '../entities/bind.ts';
import { type Happening, happeningKinds } from '../entities/happening.ts';
import type { Link } from '../entities/link.ts';
import type { Pending } from '../entities/pending.ts';
import type { RefreshRun } from '../entities/refresh-run.ts';
import type { Transfer } from '../entities/transfer.ts';
import type { MemberPlan } from '../member-plan.ts';
import { accountCard } from '../views/account-card.ts';
import { bindCard, bindChoice, bindLine, bindList } from '../views/bind.ts';
import { historyView } from '../views/history.ts';
import { linkedView } from '../views/linked.ts';
import { refreshedView, runView } from '../views/refresh.ts';
import { accountTaken, notSeen } from '../views/refusal.ts';
import { statisticsView } from '../views/statistics.ts';
import { taskView } from '../views/task.ts';
import { transferQuestion } from '../views/transfer.ts';
import { updateLines } from '../views/update.ts';
import { usernameForm } from '../views/username-form.ts';
import { reverseView, whoisView } from '../views/whois.ts';
import { dryRunView, whyView } from '../views/why.ts';
import { ada, bob, eve, guild } from './ground.ts';
import { textsIn } from './texts.ts';

const at = new Date('2026-11-21T20:00:00Z');
const longName = '*_'.repeat(25);
const id = '9'.repeat(19);
const snowflake = '4'.repeat(20);

const link: Link = {
  id: 'abcdefghjkmn',
  guild,
  user: ada,
  account: id,
  name: longName,
  displayName: longName,
  how: 'code',
  by: ada,
  linkedAt: at,
  refreshedAt: at,
  userKey: '',
  accountKey: null,
};
const bind = (change: Partial<Bind> = {}): Bind => ({
  id: 'abcdefghjkmn',
  guild,
  group: id,
  groupName: '*'.repeat(100),
  condition: 'range',
  rank: 100,
  toRank: 200,
  gives: Array(10).fill(snowflake),
  takes: Array(10).fill(snowflake),
  priority: 1000,
  ...change,
});
const plan: MemberPlan = {
  link,
  roles: {
    roles: [],
    add: Array(30).fill(snowflake),
    remove: Array(30).fill(snowflake),
    blocked: Array(30).fill({ role: snowflake, why: 'too-high' }),
  },
  nickname: '*'.repeat(32),
  bypassed: { roles: true, nickname: true },
  binds: Array.from({ length: 100 }, () => ({ bind: bind(), holds: undefined })),
  trouble: { kind: 'throttled', retryAfter: 1_000 },
  account: 'banned',
};
const found = {
  account: { id, name: longName, displayName: longName, created: at, description: '' },
  oldName: longName,
  headshot: `https://${'x'.repeat(300)}`,
};
const lines: Happening[] = Array.from({ length: 10 }, (_, index) => ({
  id: index,
  guild,
  user: ada,
  at,
  kind: happeningKinds[index % happeningKinds.length]!,
  account: id,
  name: longName,
  how: 'staff',
  by: eve,
  reason: '*'.repeat(300),
}));
const run: RefreshRun = {
  id: 'abcdefghjkmn',
  guild,
  state: 'running',
  by: 'automatic',
  startedAt: at,
  endedAt: null,
  total: 99_999,
  done: 50_000,
  changed: 10,
  failed: 1,
  cursor: ada,
  waitsUntil: at,
  channel: null,
  message: null,
  openKey: guild,
};
const transfer = { id: 'abcdefghjkmn', from: ada, to: bob, name: longName, expiresAt: at } as Transfer;
const pending = { account: id, name: longName, expiresAt: at } as Pending;
const words = ['amber', 'river', 'candle', 'tiger', 'maple'];
const fromStaff = { guild: snowflake, user: snowflake, by: snowflake.replaceAll('4', '5') };

interface Part {
  readonly custom_id?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly components?: readonly Part[];
}

const parts = (message: Message) =>
  ((bodyOf(message).components ?? []) as unknown as Part[]).flatMap(({ components }) => components ?? []);
const buttons = (message: Message) => parts(message).map(({ label }) => label);
const textOf = (message: Message) => JSON.stringify(bodyOf(message));

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits and .../components/reference */
function expectToFit(message: Message): void {
  const { content = '', embeds = [] } = bodyOf(message);
  expect(content?.length ?? 0).toBeLessThanOrEqual(2000);
  for (const { title = '', description = '' } of embeds as { title?: string; description?: string }[]) {
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4096);
  }
  for (const { custom_id = '', label = '', placeholder = '' } of parts(message)) {
    expect(custom_id.length).toBeLessThanOrEqual(100);
    expect(label.length).toBeLessThanOrEqual(80);
    expect(placeholder.length).toBeLessThanOrEqual(150);
  }
}

describe.for(['en-US', 'es-ES'] as const)('in %s every message fits into what Discord takes', (locale) => {
  const t = textsIn(locale);
  const update = { plan, roles: 'changed', nickname: 'forbidden' } as const;

  test.for(
    Object.entries({
      'a card': accountCard(found, fromStaff, t),
      words: taskView({ words, pending, signIn: true }, t),
      'a link': linkedView(link, true, updateLines(update, at, t), t),
      'a question': transferQuestion(transfer, t),
      whois: whoisView(link, found.headshot, t),
      'a reverse look-up': reverseView(longName, Array(300).fill(link), t),
      'a history': historyView({ rows: lines, page: 1, pages: 30, total: 300 }, snowflake, t),
      why: whyView(ada, plan, at, t),
      'a dry run': dryRunView(ada, plan, at, t),
      'a refresh of one': refreshedView(update, ada, at, t),
      'a bind': bindCard(bind(), t),
      'a list of binds': bindList({ rows: Array(8).fill(bind()), page: 1, pages: 13, total: 100 }, t),
      'a run': runView(run, t),
      'an account that is taken': accountTaken(
        new Refusal('account-taken', { name: longName, account: id }),
        fromStaff,
        t,
      ),
      statistics: statisticsView(
        {
          links: 99_999,
          byProof: { code: 1, oauth: 2, staff: 3 },
          pending: 4,
          days: 30,
          recent: { linked: 5, unlinked: 6, 'moved-here': 7 },
          ever: 8,
        },
        t,
      ),
    }),
  )('%s', ([, message]) => {
    expectToFit(message);
  });

  test('a form and the choices of a list', () => {
    const form = usernameForm(true, t);
    expect(form.title.length).toBeLessThanOrEqual(45);
    expect(textOf(form as never)).toContain(t('form.name'));
    expect(t('form.name').length).toBeLessThanOrEqual(45);
    for (const condition of conditions) {
      expect(bindChoice(bind({ condition }), t).length).toBeLessThanOrEqual(100);
      expect(bindLine(bind({ condition }), t)).not.toContain('binds.when');
      expect(t(`conditions.${condition}`)).not.toContain('conditions.');
    }
  });
});

const t = textsIn('en-US');

test('a card tells the old name, and has its buttons; only staff ask where everybody reads', () => {
  const own = accountCard({ ...found, oldName: 'Bob_1' }, { guild, user: ada, by: ada }, t);
  expect(textOf(own)).toContain('is an old name of this account');
  expect(buttons(own)).toEqual(['Yes, this is me', 'No', 'Open profile']);
  expect(own).toMatchObject({ private: true, allowedMentions: { parse: [] } });
  const asked = accountCard(found, { guild, user: ada, by: eve }, t);
  expect(asked).toMatchObject({ private: false, allowedMentions: { users: [ada] } });
  expect(asked.content).toContain(`<@${ada}>`);
});

test('the words stand alone on a line, between what to do and a warning', () => {
  const view = taskView({ words, pending, signIn: false }, t);
  expect(textOf(view)).toContain('```\\namber river candle tiger maple\\n```');
  expect(textOf(view)).toContain('Never put a code into your profile that somebody else sent you');
  expect(buttons(view)).toEqual(['Verify', 'New words', 'Open profile']);
});

test('beside the words one may sign in with Roblox, where that is set up', () => {
  const view = taskView({ words, pending, signIn: true }, t);
  expect(buttons(view)).toEqual(['Verify', 'New words', 'Sign in with Roblox', 'Open profile']);
});

test('words that were not seen can be had anew', () => {
  const view = notSeen(new Refusal('words-filtered', { name: 'Builder', left: 3 }), t);
  expect(view.content).toContain('Roblox hid the rest');
  expect(buttons(view)).toEqual(['Verify', 'New words']);
});

test('each half of an update tells for itself what went wrong', () => {
  const calm = {
    ...plan,
    bypassed: { roles: false, nickname: false },
    trouble: undefined,
    account: 'fine',
  } as const;
  const told = (roles: 'changed' | 'forbidden', nickname: 'changed' | 'forbidden' | 'owner') =>
    updateLines({ plan: calm, roles, nickname }, at, t).join('\n');
  expect(told('changed', 'forbidden')).toMatch(/Roles given.*\n.*Roles taken(.|\n)*Manage Nicknames/);
  expect(told('forbidden', 'changed')).toMatch(/Manage Roles(.|\n)*Nickname:/);
  expect(told('changed', 'owner')).toContain('nobody else can rename the owner');
  expect(told('changed', 'changed')).toContain('stands above my role');
});

test('who is forgotten is somebody, and the timer is no person', () => {
  const line: Happening = { ...lines[0]!, by: 'forgotten', reason: null };
  const history = historyView({ rows: [line], page: 0, pages: 1, total: 1 }, ada, t);
  expect(textOf(history)).toContain('by somebody');
  expect(textOf(runView(run, t))).toContain('Started by the schedule');
  expect(buttons(runView(run, t))).toEqual(['Cancel']);
  expect(buttons(runView({ ...run, state: 'cancelled' }, t))).toEqual([]);
});
