import type { Member, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import { chooseSetting } from '../../stage/settings-screen.ts';
import { type Stage, type StageOptions, startStage } from '../../stage/stage.ts';

/** A row of `pads__session`, as far as tests look at it. */
export interface SessionRow {
  readonly id: string;
  readonly pad: number;
  readonly host: string;
  readonly starts: string;
  readonly end_reason: string | null;
}

/** At least as long as the bot waits between two edits of a board, in ms. */
const editPause = 6_000;

/** What the invite of the README asks for. */
const invited = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'ManageMessages',
] as const;

export const minutes = (count: number) => count * 60_000;

/** The real bot with pads switched on in a server: Ada owns it, Sam and Tim are staff, Eve is a member. */
export class PadsStage {
  readonly stage: Stage;
  readonly guild: SandboxGuild;
  readonly ada: Member;
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;

  constructor(stage: Stage) {
    this.stage = stage;
    this.guild = stage.guild('Test');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Staff'] });
    this.ada = this.guild.owner;
    this.sam = sam;
    this.tim = tim;
    this.eve = this.guild.member('eve');
  }

  /** The messages in the board channel that stand in the place of a board. */
  boards(channel = 'board'): ShownMessage[] {
    return this.ada.sees(channel).messages.filter(({ selects }) => selects.length > 0);
  }

  /** Some seconds later there is one board, and it says `text`. @returns it. */
  async board(text: string | RegExp, channel = 'board'): Promise<ShownMessage> {
    // Edits of a board keep their distance.
    await this.advance(editPause);
    const says = (board: ShownMessage) =>
      typeof text === 'string' ? board.shows(text) : text.test(board.text);
    return this.ada.until(
      () => {
        const [board, ...others] = this.boards(channel);
        return board && others.length === 0 && says(board) ? board : undefined;
      },
      { timeout: 10_000 },
    );
  }

  /** Books a pad that is free. @returns the id of the session. */
  async book(
    host: Member,
    pad: number,
    inputs: Readonly<Record<string, string | Member>> = {},
  ): Promise<string> {
    const booked = await host.slash('/training', { pad, starts: 'now', ...inputs });
    await host.until(() => booked.text !== '');
    if (!booked.text.includes('is yours')) {
      throw new Error(`pad ${pad} was not booked: ${booked.text}`);
    }
    return (await this.open(pad))!.id;
  }

  /** All sessions of this server, the first booked first. */
  sessions(): Promise<SessionRow[]> {
    const sql = 'select * from pads__session where guild = ? order by booked_at, id';
    return this.stage.database.rows<SessionRow>(sql, this.guild.id);
  }

  /** The session that has a pad now. */
  async open(pad: number): Promise<SessionRow | undefined> {
    return (await this.sessions()).find((one) => one.pad === pad && one.end_reason === null);
  }

  /** How a session ended; undefined while it goes on. */
  async endOf(id: string): Promise<string | undefined> {
    return (await this.sessions()).find((one) => one.id === id)?.end_reason ?? undefined;
  }

  /** Sets a channel or role, or types a number or names, on the screen of `/settings`. */
  choose(field: string, value: string, feature = 'pads'): Promise<void> {
    return chooseSetting(this.ada, feature, field, value);
  }

  /** Flips a setting on the screen of `/settings`. */
  async toggle(field: string, to: 'on' | 'off'): Promise<void> {
    const page = await this.ada.slash('/settings', { feature: 'pads' });
    const flip = `guildhall:setting-toggle:pads:${field}:${to}`;
    const screen = page.message!.button(flip) ? page : await this.ada.click('Next page', { on: page });
    await this.ada.click(flip, { on: screen });
  }

  /** Moves the clock forward, in ms, and waits until the bot goes by it. */
  async advance(ms: number): Promise<void> {
    const { clock, bot } = this.stage;
    clock.advance(ms);
    const wanted = clock.now();
    await this.ada.until(async () => Date.parse((await bot.status()).time) >= wanted);
  }

  /** Stops the clock at a moment that is to come, until it is told to `resume`. */
  async freezeAt(moment: string): Promise<void> {
    this.stage.clock.freeze(Date.parse(moment));
    await this.advance(0);
  }

  /** Counts the requests of a kind from now on. @returns how to read the count. */
  requests(method: 'POST' | 'PATCH' | 'DELETE', route: string): () => number {
    const { faults } = this.stage.sandbox;
    const id = faults.add({ kind: 'rest', method, route, delay: 1 });
    return () => faults.list().find((fault) => fault.id === id)!.struck;
  }
}

/** Starts the bot and switches pads on, as an administrator does. */
export async function startPads(options: StageOptions = {}): Promise<PadsStage> {
  const stage = await startStage({
    plugins: ['pads'],
    ...options,
    before: async (stage) => {
      const guild = stage.guild('Test', {
        owner: 'ada',
        permissions: invited,
        channels: ['general', 'board', 'other'],
      });
      guild.createRole('Staff', { permissions: ['ManageMessages'] });
      guild.createRole('Fans');
      await options.before?.(stage);
    },
  });
  try {
    const pads = new PadsStage(stage);
    await pads.ada.until(() => pads.ada.commands().includes('/features enable'));
    await pads.ada.slash('/features enable', { feature: 'pads' });
    await pads.sam.until(() => pads.sam.commands().includes('/training'));
    return pads;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
