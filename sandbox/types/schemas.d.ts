/**
 * The package ships its schemas without types: each export is a zod schema of one request or response body of
 * Discord's OpenAPI document. What they accept is typed with `discord-api-types` where it is used.
 */
declare module 'discord-api-spec/zod';
