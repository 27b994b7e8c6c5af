import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { checkSchema } from '../discord/rest/body/body-schema.ts';
import { FormErrors } from '../discord/rest/body/form-errors.ts';
import { spec } from '../discord/rest/body/spec.ts';
import { callbackRules, callbackSchema } from '../discord/rest/rules/callback.ts';
import { channelRules } from '../discord/rest/rules/channel.ts';
import { commandListRules } from '../discord/rest/rules/command.ts';
import { messageRules } from '../discord/rest/rules/message.ts';
import { refusal } from './body-rows.ts';

interface Kind {
  readonly schema: (body: unknown) => $ZodType;
  readonly rules: (body: never, errors: FormErrors) => void;
}

const commandList = z.array(spec('ApplicationCommandUpdateRequest'));
const kinds: readonly (readonly [string, Kind])[] = [
  ['message', { schema: () => spec('MessageCreateRequest'), rules: messageRules }],
  ['callback', { schema: callbackSchema, rules: callbackRules }],
  ['commands', { schema: () => commandList, rules: commandListRules }],
  ['channel', { schema: () => spec('CreateGuildChannelRequest'), rules: channelRules }],
];

/** Names that bodies have, and names that JavaScript has. */
const names =
  'content embeds components component accessory data type custom_id label style options name value choices title ' +
  'fields attachments id flags nonce poll description emoji url media min_values max_values allowed_mentions parse ' +
  'users name_localizations question answers poll_media text items file topic footer author timestamp required ' +
  'permission_overwrites message_reference __proto__ constructor _errors toString valueOf length';

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 23 }),
  fc.constantFrom(null, true, '', ' ', 'a', 'attachment://a', '5', 1 << 15, -1, 1.5, 'users', 'https://a.b/'),
  fc.string({ maxLength: 120 }),
  fc.constant('x'.repeat(2001)),
);

/** JSON with the members of bodies in places where they may be wrong. */
const likeABody = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', maxDepth: 7 }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 6 }),
  // By way of a text: so `__proto__` becomes a member like any other, as in a request.
  object: fc
    .array(fc.tuple(fc.constantFrom(...names.split(' ')), tie('value')), { maxLength: 8 })
    .map((members) => {
      const text = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      return JSON.parse(`{${text.join()}}`);
    }),
})).value;

/** Whether every branch of the tree ends in errors with a code and a text. */
function wellFormed(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return false;
  const branches = Object.entries(tree);
  return (
    branches.length > 0 &&
    branches.every(([name, branch]) => (name === '_errors' ? leaf(branch) : wellFormed(branch)))
  );
}

const leaf = (errors: unknown): boolean =>
  Array.isArray(errors) &&
  errors.length > 0 &&
  errors.every(({ code, message }) => /^[A-Z_]+$/.test(code) && message.length > 0);

describe('whatever JSON comes is taken, or refused as Discord refuses', () => {
  test.each(kinds)('%s', (_name, { schema, rules }) => {
    fc.assert(
      fc.property(fc.oneof(likeABody, fc.jsonValue()), (body) => {
        const answer = refusal(() => {
          checkSchema(schema(body), body);
          const errors = new FormErrors();
          rules(body as never, errors);
          errors.throw();
        });
        if (answer?.code === 50035) expect(wellFormed(answer.errors), JSON.stringify(answer)).toBe(true);
        else expect([undefined, 50006, 30015, 30032]).toContain(answer?.code);
      }),
      { numRuns: 600 },
    );
  });
});
