import type { Player } from './player.ts';
import { spanOf } from './span.ts';
import type { Verb } from './verb.ts';
import { wordsIn } from './words.ts';

/** What nobody can do in Discord: move time, let people come and go, start the bot again. */
export const powers = {
  clock: {
    usage: 'clock [+2h]',
    does: 'Tells the time, or moves it forward; the bot follows.',
    run: ({ sandbox: { clock }, print }, rest) => {
      if (rest !== '') {
        clock.advance(spanOf(rest));
      }
      print(`It is ${new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC.`);
    },
  },
  join: {
    usage: 'join <person> [role] …',
    does: 'Lets somebody into the guild, or gives somebody there a role.',
    run: ({ guild, print }, rest) => {
      const [person, ...roles] = wordsIn(rest).map(({ text }) => text);
      if (!person) {
        throw new Error('Who joins? Type: join eve Staff');
      }
      const member = guild.member(person, { roles });
      print(`${member.name} is in ${guild.name} (${member.roles.join(', ') || 'no role'}).`);
    },
  },
  leave: {
    usage: 'leave',
    does: 'Lets the person leave the guild.',
    run: (player) => {
      const { person, guild } = player;
      person.leaves();
      player.become(guild.owner);
      player.print(`${person.name} has left ${guild.name}. You are ${player.person.name} now.`);
    },
  },
  status: {
    usage: 'status',
    does: 'How the bot and its plugins are.',
    run: showStatus,
  },
  plugins: {
    usage: 'plugins',
    does: 'The same as status.',
    run: showStatus,
  },
  restart: {
    usage: 'restart [hard]',
    does: 'Stops the bot and starts it again; hard is a kill -9.',
    run: async ({ program, print }, rest) => {
      if (rest === 'hard') {
        await program.kill9();
      } else if (program.running) {
        await program.stop();
      }
      print('The bot has ended. It starts again…');
      await program.start();
      print('The bot is ready.');
    },
  },
} satisfies Record<string, Verb>;

/** A plugin as the bot's `/status` page tells of it. */
interface PluginRow {
  readonly name: string;
  readonly state: string;
  readonly generation: number;
  readonly guilds: number;
  readonly reason?: string;
  readonly file?: string;
  readonly line?: number;
}

async function showStatus({ program, bot, ink, print }: Player): Promise<void> {
  if (!program.running) {
    print(ink.red('The bot is not running. Type restart.'));
    return;
  }
  const answer = await program.fetch('/status');
  const { plugins = [] } = (await answer.json()) as { plugins?: readonly PluginRow[] };
  print(`${bot.name} is ${bot.online ? ink.green('online') : ink.red('offline')}. ${ink.dim(program.url)}`);
  for (const { name, state, generation, guilds, reason, file, line } of plugins) {
    const fine = state === 'running';
    const where = `generation ${generation}, on in ${guilds} guild${guilds === 1 ? '' : 's'}`;
    print(`  ${ink.bold(name)} ${fine ? ink.green(state) : ink.red(state)} ${ink.dim(where)}`);
    if (reason) {
      const place = file ? ink.dim(` ${file}${line === undefined ? '' : `:${line}`}`) : '';
      print(`    ${reason}${place}`);
    }
  }
}
