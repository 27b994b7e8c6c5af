import { Events, Listener } from '@sapphire/framework';
import {
  type AnyThreadChannel,
  ChannelType,
  type Collection,
  type PrivateThreadChannel,
  type Snowflake,
  type ThreadMember,
} from 'discord.js';
import { fits } from '../effects/company.ts';
import { planOf } from '../effects/plan.ts';
import plugin from '../plugin.ts';

type Some = Collection<Snowflake, ThreadMember>;

/** Somebody came into the thread of a ticket or left it who is not to: it is put right. */
export class ThreadMembersUpdatedListener extends Listener<typeof Events.ThreadMembersUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ThreadMembersUpdate });
  }

  override async run(added: Some, removed: Some, thread: AnyThreadChannel): Promise<void> {
    const { tickets, types, census } = plugin.parts;
    if (thread.type !== ChannelType.PrivateThread) {
      return;
    }
    const ticket = await tickets.inChannel(thread.guildId, thread.id);
    const type = ticket && (await types.find(ticket.guild, ticket.type));
    if (!ticket || !type) {
      return;
    }
    const plan = await planOf(thread.guild, ticket, type);
    if (!fits(thread as PrivateThreadChannel, plan, [...added.values()], [...removed.keys()])) {
      await census.doubt([ticket]);
    }
  }
}
