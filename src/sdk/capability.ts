/**
 * Who may use a capability while nobody has decided otherwise: every member, staff (Manage Messages or Manage Server),
 * administrators, or the guild's owner.
 */
export type Audience = 'everyone' | 'staff' | 'administrators' | 'owner';

export interface CapabilityDeclaration {
  readonly default: Audience;
}

/** The capabilities of one plugin by their local name (`host.training`); elsewhere they carry the plugin's name. */
export type Capabilities = Readonly<Record<string, CapabilityDeclaration>>;
