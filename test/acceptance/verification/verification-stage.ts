import type { Member, Reply, RobloxAccount, Sandbox } from '@guildhall/sandbox';
import { FeatureStage, startFeature } from '../../stage/feature-stage.ts';
import type { Stage, StageOptions } from '../../stage/stage.ts';

export { days, minutes, seconds } from '../../stage/feature-stage.ts';

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

/** The real bot with verification switched on in a server: Ada owns it, Sam is staff. */
export class VerificationStage extends FeatureStage {
  readonly sam: Member;

  constructor(stage: Stage) {
    super(stage, 'verification');
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

  /** The whole way: name, card, words, profile, Verify. On a slow machine roles may follow on the answer: they are there. */
  async prove(member: Member, account: RobloxAccount): Promise<Reply> {
    const task = await this.begin(member, account.name);
    account.setDescription(wordsIn(task));
    const answer = await member.click('Verify', { on: task });
    if (answer.shows('follow in a moment')) {
      await this.atRest();
    }
    return answer;
  }

  links(): Promise<LinkRow[]> {
    const sql = 'select * from verification__link where guild = ? order by linked_at, id';
    return this.stage.database.rows<LinkRow>(sql, this.guild.id);
  }

  /** The account that a member has. */
  async linkOf(member: Member): Promise<LinkRow | undefined> {
    return (await this.links()).find(({ user }) => user === member.id);
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
export function startVerification(options: StageOptions = {}): Promise<VerificationStage> {
  return startFeature(
    'verification',
    '/verify',
    { ...options, permissions: invited, channels: ['general'], roles: ['Verified'] },
    (stage) => {
      const verification = new VerificationStage(stage);
      verification.calm();
      return verification;
    },
  );
}
