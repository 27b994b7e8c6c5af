import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Attachment } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { picture } from './picture.ts';

type FileParams = { folder: string; channel_id: string; attachment_id: string; filename: string };

/** Default avatars are numbered from 0. Source: https://docs.discord.com/developers/reference#cdn-formatting */
const DEFAULT_AVATARS = 6;

/** Types that a browser would run; Discord's CDN shows them as text. */
const RUNNABLE = /^(text\/html|image\/svg\+xml|application\/xhtml\+xml)/;

/**
 * Serves what Discord's CDN serves, below `/cdn`: uploaded files by signed links, and a drawn picture for any avatar,
 * icon or banner.
 */
export function mountCdn(app: FastifyInstance, world: World): void {
  for (const folder of ['attachments', 'ephemeral-attachments']) {
    app.route<{ Params: FileParams }>({
      method: ['GET', 'HEAD'],
      url: `/cdn/${folder}/:channel_id/:attachment_id/:filename`,
      handler: (request, reply) => {
        const attachment = signedAttachment(world, folder, request);
        return attachment ? sendFile(request, reply, attachment) : gone(reply);
      },
    });
  }
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/cdn/*',
    handler: (request, reply) => {
      const path = request.params['*'];
      return isPicture(path)
        ? reply.type('image/png').send(picture(path))
        : reply.code(404).type('text/plain').send('');
    },
  });
}

/** The file of a link that was signed, has not run out, and whose message and channel are still there. */
function signedAttachment(
  world: World,
  folder: string,
  request: FastifyRequest<{ Params: FileParams }>,
): Attachment | undefined {
  const { channel_id: channelId, attachment_id: id, filename } = request.params;
  const path = `/${folder}/${channelId}/${id}/${encodeURIComponent(filename)}`;
  const attachment = world.attachments.get(id);
  if (!world.links.valid(path, request.query as Record<string, string>)) return undefined;
  return world.channels.has(channelId) ? attachment : undefined;
}

function gone(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain;charset=UTF-8').send('This content is no longer available.');
}

function sendFile(request: FastifyRequest, reply: FastifyReply, attachment: Attachment): FastifyReply {
  const { content, contentType = 'application/octet-stream', filename } = attachment;
  reply.headers({
    'content-type': RUNNABLE.test(contentType) ? 'text/plain; charset=utf-8' : contentType,
    'content-disposition': `attachment; filename="${filename}"`,
    'cache-control': 'private, max-age=31536000',
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  });
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range || (!range[1] && !range[2])) return reply.send(Buffer.from(content));
  const size = content.byteLength;
  // Without a start, the number is how many of the last bytes are wanted.
  const start = range[1] ? Number(range[1]) : Math.max(0, size - Number(range[2]));
  const end = Math.min(size - 1, range[1] && range[2] ? Number(range[2]) : size - 1);
  if (start > end) return reply.code(416).header('content-range', `bytes */${size}`).send('');
  return reply
    .code(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .send(Buffer.from(content.subarray(start, end + 1)));
}

/** Source: https://docs.discord.com/developers/reference#image-formatting-cdn-endpoints */
function isPicture(path: string): boolean {
  const [, file, extension] = /^(.+)\.(png|jpg|jpeg|webp|gif)$/.exec(path) ?? [];
  if (!file || !extension) return false;
  const avatar = /^embed\/avatars\/(\d+)$/.exec(file)?.[1];
  if (avatar !== undefined) return Number(avatar) < DEFAULT_AVATARS;
  return (
    /^emojis\/\d+$/.test(file) ||
    /^(avatars|icons|banners|splashes|app-icons|role-icons)\/\d+\/\w+$/.test(file) ||
    /^guilds\/\d+\/users\/\d+\/(avatars|banners)\/\w+$/.test(file)
  );
}
