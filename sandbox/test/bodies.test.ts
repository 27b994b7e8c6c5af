import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkSchema } from '../discord/rest/body/body-schema.ts';
import { FormErrors, refuseField } from '../discord/rest/body/form-errors.ts';
import { spec } from '../discord/rest/body/spec.ts';
import { callbackSchema } from '../discord/rest/rules/callback.ts';
import { messageRules } from '../discord/rest/rules/message.ts';
import type { LocalDiscord } from '../discord/server.ts';
import { many, refusal } from './body-rows.ts';
import { type Stage, setStage, startDiscord } from './stage.ts';

const V2 = 1 << 15;
const message = spec('MessageCreateRequest');

describe('a body is read as Discord reads it', () => {
  test('numbers and texts change places where the schema means the other', () => {
    const body = {
      name: 5,
      type: '0',
      rate_limit_per_user: '60',
      nsfw: 'true',
      parent_id: 80351110224678912n.toString(),
      permission_overwrites: [{ id: 1234567890123456, type: '1', allow: 1024, deny: '8' }],
    };
    expect(checkSchema(spec('CreateGuildChannelRequest'), body)).toEqual({
      name: '5',
      type: 0,
      rate_limit_per_user: 60,
      nsfw: true,
      parent_id: '80351110224678912',
      permission_overwrites: [{ id: '1234567890123456', type: 1, allow: '1024', deny: '8' }],
    });
  });

  test('a permission set keeps bits that a number cannot hold', () => {
    const body = { name: 'a', permissions: '9007199254740993' };
    expect(checkSchema(spec('CreateRoleRequest'), body)).toEqual(body);
  });

  test('choices keep the type that they came with', () => {
    const body = {
      type: 8,
      data: {
        choices: [
          { name: 'a', value: '5' },
          { name: 'b', value: '6' },
        ],
      },
    };
    expect(checkSchema(callbackSchema(body), structuredClone(body))).toEqual(body);
  });

  test('an emoji needs no name beside its id', () => {
    const button = { type: 2, style: 1, custom_id: 'a', emoji: { id: '80351110224678912' } };
    const body = { components: [{ type: 1, components: [button] }] };
    expect(refusal(() => checkSchema(message, body))).toBeUndefined();
  });

  test('an unlisted member stays', () => {
    const body = { content: 'hi', extra: { a: [1] } };
    expect(checkSchema(message, body)).toEqual({ content: 'hi', extra: { a: [1] } });
  });
});

describe('the error tree', () => {
  test('words an error as Discord does', () => {
    const body = {
      embeds: [{ title: 'a'.repeat(257), color: 0x1000000, timestamp: 'soon' }],
      components: [{ type: 1, components: [{ type: 4 }, { type: 2, style: 9, label: 'a' }] }],
    };
    expect(refusal(() => checkSchema(message, body))).toEqual({
      code: 50035,
      message: 'Invalid Form Body',
      errors: {
        embeds: {
          0: {
            title: {
              _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }],
            },
            color: {
              _errors: [
                { code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 16777215.' },
              ],
            },
            timestamp: {
              _errors: [
                { code: 'DATE_TIME_TYPE_PARSE', message: 'Could not parse soon. Should be ISO8601.' },
              ],
            },
          },
        },
        components: {
          0: {
            components: {
              0: {
                _errors: [
                  {
                    code: 'UNION_TYPE_CHOICES',
                    message: 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
                  },
                ],
              },
              1: {
                style: {
                  _errors: [
                    { code: 'BASE_TYPE_CHOICES', message: 'Value must be one of (1, 2, 3, 4, 5, 6).' },
                  ],
                },
              },
            },
          },
        },
      },
    });
  });

  test('names members that JavaScript has names for, and changes nothing else', () => {
    const body = JSON.parse(
      '{"name":"a","name_localizations":{"__proto__":{"polluted":1},"constructor":"","_errors":"","toString":""}}',
    );
    const { errors } = refusal(() => checkSchema(spec('ApplicationCommandCreateRequest'), body));
    expect(Object.keys(errors.name_localizations).sort()).toEqual([
      '__proto__',
      '_errors',
      'constructor',
      'toString',
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const { errors: tree } = refusal(() => refuseField(['__proto__', 'polluted'], 'A', 'b'));
    expect(Object.entries(tree)).toEqual([
      ['__proto__', { polluted: { _errors: [{ code: 'A', message: 'b' }] } }],
    ]);
  });

  test('shows a thousand errors at most', () => {
    const body = many(5000, () => ({}));
    const { errors } = refusal(() =>
      checkSchema(
        z.array(message),
        many(5000, () => 'a'),
      ),
    );
    expect(Object.keys(errors)).toHaveLength(1000);
    expect(refusal(() => checkSchema(z.array(message), body))).toBeUndefined();
  });

  test('ends where the schema ends, however deep the body is', () => {
    let deep: object = {};
    for (let depth = 0; depth < 50_000; depth += 1) deep = { type: 17, components: [deep], data: deep };
    const body = { content: deep, components: [deep], extra: deep };
    expect(refusal(() => checkSchema(message, body)).errors).toMatchObject({
      content: { _errors: [{ code: 'STRING_TYPE_CONVERT' }] },
      components: { 0: { components: { 0: { _errors: [{ code: 'UNION_TYPE_CHOICES' }] } } } },
    });
  });

  test('reads a schema of our own too', () => {
    const own = z.object({
      when: z.pipe(
        z.string(),
        z.transform((text) => text.length),
      ),
      kind: z.enum(['a', 'b']),
    });
    expect(refusal(() => checkSchema(own, { when: 5, kind: 'c' })).errors).toMatchObject({
      when: { _errors: [{ code: 'BASE_TYPE_INVALID' }] },
      kind: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] },
    });
    expect(checkSchema(own, { when: 'abc', kind: 'a' })).toEqual({ when: 3, kind: 'a' });
  });
});

describe('files', () => {
  let discord: LocalDiscord;
  let stage: Stage;
  beforeAll(async () => {
    discord = await startDiscord();
    stage = setStage(discord, { permissions: 8n });
  });
  afterAll(() => discord.stop());

  const png = { name: 'my cat.png', content: 'meow', type: 'image/png' };
  const gallery = (url: string) => ({
    flags: V2,
    components: [{ type: 12, items: [{ media: { url } }] }],
  });
  const send = (body: object) =>
    stage.api('POST', `/channels/${stage.general.id}/messages`, body, { files: [png] });

  test('a component shows an uploaded file by its name, with spaces or as Discord keeps it', async () => {
    expect((await send(gallery('attachment://my_cat.png'))).status).toBe(200);
    const { status, body } = await send(gallery('attachment://dog.png'));
    expect([status, body.code]).toEqual([400, 50035]);
  });

  test('`attachments` gives an uploaded file another name', async () => {
    const attachments = [{ id: 0, filename: 'dog.png' }];
    expect((await send({ ...gallery('attachment://dog.png'), attachments })).status).toBe(200);
    expect((await send({ ...gallery('attachment://my_cat.png'), attachments })).status).toBe(400);
  });

  test('a file alone is a message', async () => {
    expect((await send({})).status).toBe(200);
  });

  test('an edit keeps the file that it lists, and no other id', async () => {
    const { body: sent } = await send({ content: 'hi' });
    const path = `/channels/${stage.general.id}/messages/${sent.id}`;
    const [{ id }] = sent.attachments;
    expect((await stage.api('PATCH', path, { content: null, attachments: [{ id }] })).status).toBe(200);
    const missing = await stage.api('PATCH', path, { attachments: [{ id: stage.guild.id }] });
    expect(missing.body.errors).toMatchObject({
      attachments: { 0: { _errors: [{ code: 'ATTACHMENT_NOT_FOUND' }] } },
    });
    const emptied = await stage.api('PATCH', path, { attachments: [] });
    expect([emptied.status, emptied.body.code]).toEqual([400, 50006]);
  });
});

test('an edit to components V2 must take away what was there before', () => {
  const editing = { content: 'hi', embeds: [], attachments: [], components: [], flags: 0 };
  const components = [{ type: 10, content: 'a' }];
  const edit = (body: object) =>
    refusal(() => {
      const errors = new FormErrors();
      messageRules(body, errors, { editing });
      errors.throw();
    });
  expect(edit({ flags: V2, components }).errors).toMatchObject({
    content: { _errors: [{ code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' }] },
  });
  expect(edit({ flags: V2, components, content: null })).toBeUndefined();
});
