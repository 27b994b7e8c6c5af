import type { Member, Reply, RobloxAccount, Sandbox, SandboxGuild } from '@guildhall/sandbox';
import { chooseSetting } from '../../stage/settings-screen.ts';
import { type Stage, type StageOptions, startStage } from '../../stage/stage.ts';

/** A row of `verification__link`, as far as tests look at it. */
export interface LinkRow {
  readonly user: string;
  readonly account: string;
  readonly name: string;
  readonly how: string;
}

/** What the README says that the bot needs, and nothing else. */
const invited = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'ManageRoles',
  'ManageNicknames',
] as const;

/** More calls than any test makes: Roblox tells of no limit, and the bot is careful then. */
const plenty = { calls: 60_000, headers: true };

export const seconds = (count: number) => count * 1_000;
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 24 * 60 * 60_000;

/** The real bot with verification switched on in a server: Ada owns it, Sam is staff. */
export class VerificationStage {
  readonly stage: Stage;
  readonly guild: SandboxGuild;
  readonly ada: Member;
  readonly sam: Member;

  constructor(stage: Stage) {
    this.stage = stage;
    this.guild = stage.guild('Test');
    this.ada = this.guild.owner;
    this.sam = this.guild.member('sam', { roles: ['Staff'] });
  }

  get roblox(): Sandbox['roblox'] {
    return this.stage.sandbox.roblox;
  }

  /** Somebody new on Discord, with an account at Roblox. */
  newcomer(name: string, username = `${name}_builds`): { member: Member; account: RobloxAccount } {
    const account = this.roblox.account(username);
    account.setThumbnail('Completed');
    return { member: this.guild.member(name), account };
  }

  /** Somebody who has verified. */
  async verified(name: string, username?: string): Promise<{ member: Member; account: RobloxAccount }> {
    const somebody = this.newcomer(name, username);
    const answer = await this.prove(somebody.member, somebody.account);
    if (!answer.shows('Verified')) {
      throw new Error(`${name} was not verified: ${answer.text}`);
    }
    return somebody;
  }

  /** `/verify` with a name, then "Yes, this is me". @returns the message with the words. */
  async begin(member: Member, username: string): Promise<Reply> {
    return this.confirm(member, await member.slash('/verify', { username }));
  }

  /** "Yes, this is me" on a card. @returns the message with the words. */
  async confirm(member: Member, card: Reply): Promise<Reply> {
    return member.click('Yes, this is me', { on: card });
  }

  /** The whole way: name, card, words, profile, Verify. */
  async prove(member: Member, account: RobloxAccount): Promise<Reply> {
    const task = await this.begin(member, account.name);
    account.setDescription(wordsIn(task));
    return member.click('Verify', { on: task });
  }

  links(): Promise<LinkRow[]> {
    const sql = 'select * from verification__link where guild = ? order by linked_at, id';
    return this.stage.database.rows<LinkRow>(sql, this.guild.id);
  }

  /** The account that a member has. */
  async linkOf(member: Member): Promise<LinkRow | undefined> {
    return (await this.links()).find(({ user }) => user === member.id);
  }

  choose(field: string, value: string | readonly string[]): Promise<void> {
    return chooseSetting(this.ada, 'verification', field, value);
  }

  /** Lets Roblox be itself again: no faults, and all the calls that anybody wants. */
  calm(): void {
    this.roblox.faults.clear();
    this.roblox.filter.reset();
    this.roblox.propagationDelay = 0;
    this.roblox.limits.set('users', plenty);
    this.roblox.limits.set('groups', plenty);
    this.roblox.limits.set('thumbnails', plenty);
  }

  /** Moves the clock forward, in ms, and waits until the bot goes by it. */
  async advance(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    await this.ada.until(async () => Date.parse((await bot.status()).time) >= wanted);
  }

  /** Kills the bot and starts it again. */
  async crash(): Promise<void> {
    await this.stage.bot.kill9();
    await this.stage.bot.start();
  }

  /** Counts the requests to the local Discord of a kind from now on. @returns how to read the count. */
  requests(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', route: string): () => number {
    const { faults } = this.stage.sandbox;
    const id = faults.add({ kind: 'rest', method, route, delay: 1 });
    return () => faults.list().find((fault) => fault.id === id)!.struck;
  }
}

/** The words that the bot gave out. */
export function wordsIn(task: Reply): string {
  const words = /```\n([a-z ]+)\n```/.exec(task.embeds[0]?.description ?? '')?.[1];
  if (!words) {
    throw new Error(`there are no words in: ${task.text}`);
  }
  return words;
}

/** Starts the bot and switches verification on, as an administrator does. */
export async function startVerification(options: StageOptions = {}): Promise<VerificationStage> {
  const stage = await startStage({
    plugins: ['verification'],
    ...options,
    before: async (stage) => {
      const guild = stage.guild('Test', { owner: 'ada', permissions: invited, channels: ['general'] });
      guild.createRole('Staff', { permissions: ['ManageMessages'] });
      guild.createRole('Verified');
      await options.before?.(stage);
    },
  });
  try {
    const verification = new VerificationStage(stage);
    const { ada } = verification;
    verification.calm();
    await ada.until(() => ada.commands().includes('/features enable'));
    await ada.slash('/features enable', { feature: 'verification' });
    await ada.until(() => ada.commands().includes('/verify'));
    return verification;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
