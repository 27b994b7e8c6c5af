import type { Member, ShownMessage } from '@guildhall/sandbox';
import { FeatureStage, mayWrite, startFeature } from '../../stage/feature-stage.ts';
import type { Stage, StageOptions } from '../../stage/stage.ts';

export { minutes } from '../../stage/feature-stage.ts';

/** A row of `pads__session`, as far as tests look at it. */
export interface SessionRow {
  readonly id: string;
  readonly pad: number;
  readonly host: string;
  readonly starts: string;
  readonly end_reason: string | null;
}

/** At least as long as the bot waits between two edits of a board, in ms. */
export const editPause = 6_000;

/** The real bot with pads switched on in a server: Ada owns it, Sam and Tim are staff, Eve is a member. */
export class PadsStage extends FeatureStage {
  readonly sam: Member;
  readonly tim: Member;
  readonly eve: Member;

  constructor(stage: Stage) {
    super(stage, 'pads');
    const [sam, tim] = this.guild.members('sam', 'tim', { roles: ['Staff'] });
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
    return this.ada.until(() => {
      const [board, ...others] = this.boards(channel);
      return board && others.length === 0 && says(board) ? board : undefined;
    });
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

  /** Flips a setting on the screen of `/settings`. */
  async toggle(field: string, to: 'on' | 'off'): Promise<void> {
    const page = await this.ada.slash('/settings', { feature: 'pads' });
    const flip = `guildhall:setting-toggle:pads:${field}:${to}`;
    const screen = page.message!.button(flip) ? page : await this.ada.click('Next page', { on: page });
    await this.ada.click(flip, { on: screen });
  }
}

/** Starts the bot and switches pads on, as an administrator does. */
export function startPads(options: StageOptions = {}): Promise<PadsStage> {
  return startFeature(
    'pads',
    '/training',
    { ...options, permissions: mayWrite, channels: ['general', 'board', 'other'], roles: ['Fans'] },
    (stage) => new PadsStage(stage),
  );
}
