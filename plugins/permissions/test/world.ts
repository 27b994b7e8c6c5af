import { type GuildMember, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { CapabilityChecks } from '../../../src/gate/capabilities.ts';
import { Gate } from '../../../src/gate/gate.ts';
import { type Audience, isAmong } from '../../../src/sdk/capability.ts';
import type { Grant } from '../entities/grant.ts';
import type { Giver } from '../grant-book.ts';
import { holderOf } from '../holder.ts';
import { permissionService } from '../service.ts';
import { covers } from '../what.ts';
import { type Ground, guild, helper, otherGuild, owner, staff } from './ground.ts';

export const users = [owner, '200000000000000002', '200000000000000003'] as const;
export const roles = [staff, helper] as const;
export const guilds = [guild, otherGuild] as const;
const audiences: Readonly<Record<string, Audience>> = {
  'pads.host.training': 'staff',
  'pads.end': 'administrators',
  'tickets.open': 'owner',
  'permissions.manage': 'owner',
  'permissions.see': 'administrators',
};

export interface Person {
  readonly user: string;
  readonly guild: string;
  roles: Set<string>;
  joinedAt: Date;
  permissions: bigint;
  names: string;
}

/** Two guilds with the same people, and the real gate before a button of each capability. */
export class World {
  readonly ground: Ground;
  readonly checks: CapabilityChecks;
  readonly people: Person[];
  told: string[] = [];

  constructor(ground: Ground) {
    this.ground = ground;
    const service = permissionService(ground.lookup, { isOn: async () => true });
    this.checks = new CapabilityChecks({
      declared: (plugin) =>
        Object.fromEntries(
          Object.entries(audiences)
            .filter(([name]) => name.startsWith(`${plugin}.`))
            .map(([name, audience]) => [name.slice(plugin.length + 1), { default: audience }]),
        ),
      service: () => service,
      owners: [],
    });
    this.people = guilds.flatMap((at) =>
      users.map((user) => ({
        user,
        guild: at,
        roles: new Set<string>(),
        joinedAt: ground.now(),
        permissions: 0n,
        names: '',
      })),
    );
  }

  person(user: string, at: string): Person {
    return this.people.find((person) => person.user === user && person.guild === at)!;
  }

  member({ user, guild: id, roles: held, joinedAt, permissions, names }: Person): GuildMember {
    return {
      id: user,
      displayName: names,
      user: { id: user, username: names },
      guild: { id, ownerId: owner, name: names },
      permissions: new PermissionsBitField(permissions),
      roles: { cache: new Map([...held, id].map((role) => [role, { id: role, name: names }])) },
      joinedAt,
    } as unknown as GuildMember;
  }

  may(person: Person, capability: string): Promise<boolean> {
    const [plugin = '', ...local] = capability.split('.');
    return this.checks.may(this.member(person), plugin, local.join('.'));
  }

  giver(person: Person): Giver {
    const member = this.member(person);
    return {
      user: person.user,
      ownsGuild: person.user === owner,
      holds: async (capability) =>
        (await this.may(person, capability))
          ? isAmong(member, audiences[capability]!)
            ? {}
            : { until: await this.ground.lookup.until(holderOf(member), capability) }
          : undefined,
    };
  }

  /** Clicks a button that asks for a capability. @returns whether it did anything. */
  async clicks(person: Person, capability: string): Promise<boolean> {
    const [plugin = '', ...local] = capability.split('.');
    const gate = new Gate({
      switches: { isOn: () => true },
      capabilities: this.checks,
      answers: {
        watch: () => undefined,
        refused: async (_: unknown, outcome: string) => void this.told.push(outcome),
        failed: async ({ outcome }: { outcome: string }) => void this.told.push(outcome),
      } as never,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      newId: () => '1',
      observe: () => {},
    });
    const generation = { plugin, number: 1, closed: () => undefined, enter() {}, leave() {} };
    const entry = { kind: 'component' as const, name: 'x', generation, capability: () => local.join('.') };
    const subject = { guild: person.guild, actor: this.member(person), locale: 'en-US' };
    return (await gate.run(entry, subject, () => true)) === true;
  }
}

/** The rule, written another way than the code: who may, by the rows and by who they are. */
export function expected(world: World, person: Person, name: string, rows: readonly Grant[]): boolean {
  const { ManageMessages, ManageGuild, Administrator } = PermissionFlagsBits;
  const among = {
    everyone: true,
    staff: (person.permissions & (ManageMessages | ManageGuild | Administrator)) !== 0n,
    administrators: (person.permissions & Administrator) !== 0n,
    owner: false,
  }[audiences[name]!];
  const given = rows.some(
    (row) =>
      row.guild === person.guild &&
      covers(row.what, name) &&
      (row.endsAt === null || row.endsAt! > world.ground.now()) &&
      (row.kind === 'role'
        ? person.roles.has(row.principal)
        : row.principal === person.user && row.memberSince!.getTime() === person.joinedAt.getTime()),
  );
  return (
    person.user === owner ||
    among ||
    (given && (name !== 'permissions.manage' || world.ground.state.managers))
  );
}
