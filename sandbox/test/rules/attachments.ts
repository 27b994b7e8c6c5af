import { MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { picture } from '../../discord/cdn/picture.ts';
import { deny } from '../message-steps.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

type Files = readonly { name: string; content: string | Uint8Array; type?: string }[];

const upload = (stage: Stage, files: Files, body: unknown = {}): Promise<Answered> =>
  stage.api('POST', `/channels/${stage.general.id}/messages`, body, { files });
const text = (name: string) => ({ name, content: 'hello' });
const photo = { name: 'photo.png', content: picture('photo') };
const link = expect.stringMatching(
  /\/attachments\/\d+\/\d+\/photo\.png\?ex=[0-9a-f]+&is=[0-9a-f]+&hm=[0-9a-f]{64}&$/,
);

/** Uploads files, then edits the message: `body` is made from what was answered. */
async function edit(stage: Stage, files: Files, body: (sent: Answered['body']) => unknown, more: Files = []) {
  const sent = await upload(stage, files, { content: 'files' });
  const path = `/channels/${stage.general.id}/messages/${sent.body.id}`;
  return stage.api('PATCH', path, body(sent.body), more.length > 0 ? { files: more } : {});
}

export const rules: readonly Rule[] = [
  {
    name: 'a file is a message of its own',
    permissions: 0n,
    when: (stage) => upload(stage, [text('notes.txt')]),
    status: 200,
    body: {
      content: '',
      attachments: [{ filename: 'notes.txt', size: 5, content_type: 'text/plain; charset=utf-8' }],
    },
  },
  {
    name: 'a picture has its size and a signed link',
    when: (stage) => upload(stage, [photo]),
    status: 200,
    body: { attachments: [{ content_type: 'image/png', width: 64, height: 64, url: link, proxy_url: link }] },
  },
  {
    name: 'a file needs Attach Files',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.AttachFiles);
      return upload(stage, [photo], { content: 'look' });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a message takes 10 files',
    when: (stage) =>
      upload(
        stage,
        Array.from({ length: 11 }, (_, index) => text(`${index}.txt`)),
      ),
    status: 400,
    code: 30015,
  },
  {
    name: 'a file of 10 MiB is sent',
    when: (stage) => upload(stage, [{ name: 'a.bin', content: new Uint8Array(10 * 1024 * 1024) }]),
    status: 200,
    body: { attachments: [{ size: 10_485_760 }] },
  },
  {
    name: 'a file of more than 10 MiB is too large',
    when: (stage) => upload(stage, [{ name: 'a.bin', content: new Uint8Array(10 * 1024 * 1024 + 1) }]),
    status: 413,
    code: 40005,
  },
  {
    name: 'a request of more than 25 MiB is too large',
    when: (stage) =>
      upload(
        stage,
        [1, 2, 3].map((part) => ({ name: `${part}.bin`, content: new Uint8Array(9 * 1024 * 1024) })),
      ),
    status: 413,
    code: 40005,
  },
  {
    name: 'the body describes a file by its number and names it anew',
    when: (stage) =>
      upload(stage, [text('a.txt'), text('b.txt')], {
        attachments: [{ id: 1, filename: 'c.txt', description: 'the second', is_spoiler: true }, { id: 0 }],
      }),
    status: 200,
    body: {
      attachments: [{ filename: 'a.txt' }, { filename: 'c.txt', description: 'the second', flags: 8 }],
    },
  },
  {
    name: 'what the body describes must be there',
    when: (stage) => upload(stage, [text('a.txt')], { attachments: [{ id: 7 }] }),
    status: 400,
    code: 50035,
    field: 'attachments.0 ATTACHMENT_NOT_FOUND',
  },
  {
    name: 'a name loses its folders, spaces and what is no plain letter',
    when: (stage) => upload(stage, [text('My Bücher (1).txt')]),
    status: 200,
    body: { attachments: [{ filename: 'My_Bucher_1.txt', title: 'My Bücher (1)' }] },
  },
  {
    name: 'an embed shows a file, which is then not listed',
    when: (stage) => upload(stage, [photo], { embeds: [{ image: { url: 'attachment://photo.png' } }] }),
    status: 200,
    body: { attachments: [], embeds: [{ image: { url: link, width: 64, height: 64 } }] },
  },
  {
    name: 'a picture that an embed names and nobody sent is left out',
    when: (stage) =>
      upload(stage, [text('a.txt')], { embeds: [{ title: 'a', image: { url: 'attachment://b.png' } }] }),
    status: 200,
    body: { embeds: [{ title: 'a' }], attachments: [{ filename: 'a.txt' }] },
  },
  {
    name: 'components show files with all that is known of them',
    when: (stage) =>
      upload(stage, [photo, text('my notes.txt')], {
        flags: MessageFlags.IsComponentsV2,
        components: [
          { type: 12, items: [{ media: { url: 'attachment://photo.png' } }] },
          { type: 13, file: { url: 'attachment://my notes.txt' } },
        ],
      }),
    status: 200,
    body: {
      attachments: [],
      components: [
        {
          items: [
            {
              media: {
                url: link,
                width: 64,
                height: 64,
                content_type: 'image/png',
                attachment_id: expect.any(String),
              },
              description: null,
              spoiler: false,
            },
          ],
        },
        { file: { content_type: 'text/plain; charset=utf-8' }, name: 'my_notes.txt', size: 5 },
      ],
    },
  },
  {
    name: 'a component shows no file that nobody sent',
    when: (stage) =>
      upload(stage, [photo], {
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: 13, file: { url: 'attachment://other.png' } }],
      }),
    status: 400,
    code: 50035,
    field: 'components.0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  },
  {
    name: 'an edit without `attachments` keeps the files and adds new ones',
    when: (stage) => edit(stage, [text('a.txt')], () => ({}), [text('b.txt')]),
    status: 200,
    body: { attachments: [{ filename: 'a.txt' }, { filename: 'b.txt' }] },
  },
  {
    name: 'an edit keeps the files that it lists',
    when: (stage) =>
      edit(stage, [text('a.txt'), text('b.txt')], ({ attachments }) => ({
        attachments: [{ id: attachments[1].id, description: 'kept' }],
      })),
    status: 200,
    body: { attachments: [{ filename: 'b.txt', description: 'kept' }] },
  },
  {
    name: 'an edit can take all files away',
    when: (stage) => edit(stage, [text('a.txt')], () => ({ attachments: [] })),
    status: 200,
    body: { content: 'files', attachments: [] },
  },
  {
    name: 'an edit cannot make more than 10 files',
    when: (stage) =>
      edit(
        stage,
        Array.from({ length: 10 }, (_, index) => text(`${index}.txt`)),
        () => ({}),
        [text('more.txt')],
      ),
    status: 400,
    code: 30015,
  },
  {
    name: 'an embed that is sent back keeps its file',
    when: async (stage) => {
      const body = { embeds: [{ title: 'a', image: { url: 'attachment://photo.png' } }] };
      const sent = await upload(stage, [photo], body);
      return stage.api('PATCH', `/channels/${stage.general.id}/messages/${sent.body.id}`, {
        embeds: [{ ...sent.body.embeds[0], title: 'b' }],
      });
    },
    status: 200,
    body: { attachments: [], embeds: [{ title: 'b', image: { url: link, width: 64 } }] },
  },
  {
    name: 'a multipart body that breaks off is refused',
    when: (stage) =>
      stage.api('POST', `/channels/${stage.general.id}/messages`, undefined, {
        raw: '--x\r\nContent-Disposition: form-data; name="files[0]"; filename="a"\r\n\r\nabc',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
    status: 400,
    code: 50035,
  },
];
