import { canView } from '../permissions.ts';
import { threadListObject } from '../wire/thread.ts';
import type { Dispatch } from './dispatch.ts';
import { activeThreads, archiveIfIdle, seesParent } from './threads.ts';
import type { Application, Channel, Guild, Member } from './types.ts';
import type { World } from './world.ts';

/** How often idle threads are looked for while the clock runs by itself, in milliseconds. */
const LOOK_EVERY = 30_000;

/** Events after which a bot may see a channel that it did not see before. */
const ACCESS_EVENTS: ReadonlySet<string> = new Set([
  'CHANNEL_UPDATE',
  'GUILD_ROLE_UPDATE',
  'GUILD_ROLE_DELETE',
  'GUILD_MEMBER_UPDATE',
]);

/** The channels with active threads that each bot saw when it was last looked at, by membership. */
type Seen = WeakMap<Member, Set<string>>;

/**
 * Does what happens to threads by itself: idle ones are archived, and a bot that comes to see a channel is told of its
 * threads.
 * @returns a function that ends it.
 */
export function watchThreads(world: World): () => void {
  const seen: Seen = new WeakMap();
  const archiveIdle = () => {
    for (const thread of world.threads) archiveIfIdle(world, thread);
  };
  const timer = setInterval(archiveIdle, LOOK_EVERY);
  timer.unref();
  const unwatch = world.clock.onMove(archiveIdle);
  const unlisten = world.onDispatch((dispatch) => {
    const { event, guild, channel } = dispatch;
    if (!guild) return;
    if (event === 'THREAD_CREATE' && channel) noteParent(world, seen, guild, channel);
    if (ACCESS_EVENTS.has(event)) syncAccess(world, seen, dispatch);
  });
  return () => {
    clearInterval(timer);
    unwatch();
    unlisten();
  };
}

function noteParent(world: World, seen: Seen, guild: Guild, thread: Channel): void {
  for (const { me } of botsOf(world, guild))
    if (seesParent(world, thread, me)) seenBy(seen, me).add(thread.parentId!);
}

/** Tells each bot of the threads in channels that it sees now and did not see before. */
function syncAccess(world: World, seen: Seen, { guild, channel }: Dispatch): void {
  const active = activeThreads(world, guild!);
  if (active.length === 0) return;
  const now = world.clock.now();
  const parents = new Set(active.map((thread) => thread.parentId!));
  for (const { application, me } of botsOf(world, guild!)) {
    const known = seenBy(seen, me);
    const gained: string[] = [];
    for (const id of parents) {
      if (channel && channel.id !== id) continue;
      const parent = guild!.channels.get(id);
      if (!parent || !canView(me, parent, now)) known.delete(id);
      else if (!known.has(id)) gained.push(id);
    }
    if (gained.length === 0) continue;
    for (const id of gained) known.add(id);
    const threads = active.filter((thread) => gained.includes(thread.parentId!) && canView(me, thread, now));
    world.publish({
      event: 'THREAD_LIST_SYNC',
      application,
      guild,
      data: () => ({
        guild_id: guild!.id,
        channel_ids: gained,
        ...threadListObject(threads, application.bot.id, world.clock),
      }),
    });
  }
}

function seenBy(seen: Seen, me: Member): Set<string> {
  const known = seen.get(me) ?? new Set<string>();
  seen.set(me, known);
  return known;
}

function botsOf(world: World, guild: Guild): { application: Application; me: Member }[] {
  return [...world.applications.values()].flatMap((application) => {
    const me = guild.members.get(application.bot.id);
    return me ? [{ application, me }] : [];
  });
}
