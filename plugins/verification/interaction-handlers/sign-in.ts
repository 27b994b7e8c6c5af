import { ComponentHandler, type ComponentInteraction, respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { orRefuse } from '../views/refusal.ts';
import { signInView } from '../views/sign-in.ts';

/** The Sign in with Roblox button: a way to Roblox, for this member alone. */
export class SignInHandler extends ComponentHandler {
  constructor(context: ComponentHandler.LoaderContext) {
    super(context, { capability: 'verify' });
  }

  override async run(interaction: ComponentInteraction): Promise<void> {
    const { guildId: guild, user, locale } = interaction;
    const address = orRefuse(await plugin.parts.signIns.begin({ guild, user: user.id, locale }));
    await respond(interaction, signInView(address, plugin.host.texts.in(locale)));
  }
}
