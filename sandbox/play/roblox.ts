import type { LocalRoblox } from '../roblox/server.ts';
import type { RobloxAccount } from '../roblox/state/account.ts';
import type { RobloxGroup } from '../roblox/state/group.ts';
import { meant } from './match.ts';
import type { Player } from './player.ts';
import type { Verb } from './verb.ts';
import { textOf, type Word, wordsIn } from './words.ts';

/** One thing that can be done on the local Roblox. */
interface RobloxAct {
  readonly usage: string;
  readonly does: string;
  /** @param words what follows the word. @returns what to say. */
  readonly run: (roblox: LocalRoblox, words: readonly Word[]) => string;
}

const acts: Readonly<Record<string, RobloxAct>> = {
  profile: {
    usage: 'profile <account> "<text>"',
    does: 'Writes the description of the profile, where codes of verification go.',
    run: (roblox, [name, ...words]) => {
      const account = accountMeant(roblox, name);
      const text = textOf(words);
      account.setDescription(text);
      const shown = roblox.filter.apply(text);
      if (text === '') {
        return `${account.name} says nothing about themselves.`;
      }
      return `${account.name} says: ${shown}${shown === text ? '' : '\nRoblox has filtered it.'}`;
    },
  },
  rename: {
    usage: 'rename <account> <name>',
    does: 'Gives the account another name; the old one still finds it.',
    run: (roblox, [name, next]) => {
      const account = accountMeant(roblox, name);
      const before = account.name;
      account.rename(needed(next, 'What is the new name?'));
      return `${before} is called ${account.name} now.`;
    },
  },
  ban: {
    usage: 'ban <account>',
    does: 'Bans the account on Roblox.',
    run: (roblox, [name]) => {
      const account = accountMeant(roblox, name);
      account.ban();
      return `${account.name} is banned.`;
    },
  },
  unban: {
    usage: 'unban <account>',
    does: 'Lifts the ban.',
    run: (roblox, [name]) => {
      const account = accountMeant(roblox, name);
      account.unban();
      return `${account.name} is no longer banned.`;
    },
  },
  new: {
    usage: 'new <name>',
    does: 'Makes an account, which is as old as the moment.',
    run: (roblox, [name]) => {
      const wanted = needed(name, 'What is its name?');
      return `${roblox.account(wanted, { created: new Date(roblox.clock.now()) }).name} is there.`;
    },
  },
  join: {
    usage: 'join <account> <group> [role]',
    does: 'Lets the account into the group, or gives a member one role more.',
    run: (roblox, [name, groupName, roleName]) => {
      const account = accountMeant(roblox, name);
      const group = groupMeant(roblox, groupName);
      const role =
        roleName && meant(textOf([roleName]), group.roles, { kind: 'role', name: (each) => each.name });
      group.join(account, role);
      return `${account.name} is in ${group.name}: ${rolesIn(group, account)}.`;
    },
  },
  leave: {
    usage: 'leave <account> <group>',
    does: 'Lets the account leave the group.',
    run: (roblox, [name, groupName]) => {
      const account = accountMeant(roblox, name);
      const group = groupMeant(roblox, groupName);
      return group.leave(account)
        ? `${account.name} has left ${group.name}.`
        : `${account.name} is not in ${group.name}.`;
    },
  },
};

/** What people do on Roblox. */
export const roblox: Verb = {
  usage: 'roblox [<what> …]',
  does: `Lists the Roblox accounts; ${Object.keys(acts).join(', ')} change them. Type roblox help.`,
  run: (player, rest) => {
    const [first, ...words] = wordsIn(rest);
    if (!first) {
      list(player);
      return;
    }
    if (first.text === 'help') {
      help(player);
      return;
    }
    const word = meant(textOf([first]), Object.keys(acts), {
      kind: 'word after roblox',
      name: (each) => each,
    });
    player.print(acts[word]!.run(player.sandbox.roblox, words));
  },
  offers: ({ sandbox }) =>
    Object.keys(acts).flatMap((act) => [act, ...sandbox.roblox.accounts.map(({ name }) => `${act} ${name}`)]),
};

function list({ sandbox, print, ink }: Player): void {
  const { accounts, groups, url } = sandbox.roblox;
  print(ink.dim(`The local Roblox is at ${url}.`));
  for (const account of accounts) {
    const { name, formerNames, created, banned, description } = account;
    const facts = [
      `since ${created.toISOString().slice(0, 10)}`,
      ...(formerNames.length > 0 ? [`was ${formerNames.join(', ')}`] : []),
      ...groups
        .filter((group) => group.membership(account))
        .map((group) => `${group.name}: ${rolesIn(group, account)}`),
    ];
    print(`  ${ink.bold(name)}${banned ? ` ${ink.red('banned')}` : ''} ${ink.dim(facts.join('; '))}`);
    if (description !== '') {
      print(`    ${description}`);
    }
  }
}

function help({ print, ink }: Player): void {
  for (const { usage, does } of Object.values(acts)) {
    print(`  ${`roblox ${usage}`.padEnd(37)} ${ink.dim(does)}`);
  }
}

function rolesIn(group: RobloxGroup, account: RobloxAccount): string {
  return (group.membership(account)?.roles ?? []).map(({ name, rank }) => `${name} (${rank})`).join(', ');
}

function accountMeant({ accounts }: LocalRoblox, word: Word | undefined): RobloxAccount {
  const text = needed(word, 'Which account? Type roblox to see them.');
  return meant(text, accounts, { kind: 'Roblox account', name: ({ name }) => name });
}

function groupMeant({ groups }: LocalRoblox, word: Word | undefined): RobloxGroup {
  const text = needed(word, 'Which group? Type roblox to see them.');
  return meant(text, groups, { kind: 'Roblox group', name: ({ name }) => name });
}

/** @throws Error that asks for it */
function needed(word: Word | undefined, question: string): string {
  if (!word) {
    throw new Error(question);
  }
  return textOf([word]);
}
