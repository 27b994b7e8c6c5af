/** The capability to give and take back. */
export const manage = 'permissions.manage';

/** A plugin's name has no dots: `pads` is all of it, `pads.export` one capability. */
export const pluginOf = (what: string) => what.split('.', 1)[0]!;

/** Everything that gives a capability: itself, and its whole plugin. */
export const givers = (capability: string): string[] => [capability, pluginOf(capability)];

/** Whether who has `what` has `capability`. */
export const covers = (what: string, capability: string) => givers(capability).includes(what);
