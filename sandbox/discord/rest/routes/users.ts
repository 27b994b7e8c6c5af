import { DiscordError } from '../../errors.ts';
import { directChannel } from '../../state/channels.ts';
import { channelObject } from '../../wire/channel.ts';
import { userObject } from '../../wire/user.ts';
import { route } from '../route.ts';
import { spec } from '../spec.ts';

export const userRoutes = [
  route('GET', '/users/@me', { auth: 'either' }, ({ user }) => ({
    ...userObject(user),
    mfa_enabled: false,
    locale: user.locale,
    verified: true,
    email: null,
  })),
  route('GET', '/users/:user_id', {}, ({ world, params }) => {
    const user = world.users.get(params.user_id);
    if (!user) throw new DiscordError(10013);
    return userObject(user);
  }),
  route(
    'POST',
    '/users/@me/channels',
    { body: spec<{ recipient_id: string }>('CreatePrivateChannelRequest') },
    ({ world, user, body }) => {
      const recipient = world.users.get(body.recipient_id);
      if (!recipient) throw new DiscordError(50033);
      const channel = directChannel(world, user, recipient);
      return { ...channelObject(channel, world.clock), recipients: [userObject(recipient)] };
    },
  ),
];
