import type { RobloxOAuth, SignInOutcome } from '../roblox/oauth/roblox-oauth.ts';
import { newSignIn, type SignIn } from '../roblox/oauth/sign-in.ts';

/** Signing in at Roblox: the test says what comes of it. */
export class FakeOAuth implements Pick<RobloxOAuth, 'begin' | 'finish'> {
  outcome: SignInOutcome = { kind: 'denied' };
  /** What was given out, the newest last. */
  readonly begun: SignIn[] = [];
  /** What came back to be looked at. */
  readonly finished: SignIn[] = [];

  begin(): { address: string; signIn: SignIn } {
    const signIn = newSignIn();
    this.begun.push(signIn);
    return { address: `https://roblox.example/authorize?state=${signIn.state}`, signIn };
  }

  async finish(signIn: SignIn): Promise<SignInOutcome> {
    this.finished.push(signIn);
    return this.outcome;
  }
}
