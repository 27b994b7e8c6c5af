/** The package's own types are written with enums, which a type-stripping Node cannot take; this much is used here. */
export const pathsList: Record<'get' | 'put' | 'post' | 'delete' | 'patch', readonly string[]>;
