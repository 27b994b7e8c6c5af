import { createHash } from 'node:crypto';
import { picture } from '../../../discord/cdn/picture.ts';
import type { RobloxAccount } from '../../state/account.ts';
import type { RobloxWorld } from '../../state/world.ts';
import { refusal } from '../errors.ts';
import { route, Sent } from '../route.ts';

/** How many ids at once, as libraries know it. */
const LIMIT = 100;

const sides = ['48', '50', '60', '75', '100', '110', '150', '180', '352', '420', '720'];
export const thumbnailSizes = sides.map((side) => `${side}x${side}`);
const formats = ['Png', 'Jpeg', 'Webp'];

/** Where an account's picture is. */
export function pictureUrl(world: RobloxWorld, account: RobloxAccount, side: string, format = 'Png'): string {
  const hash = createHash('md5').update(`${account.id} ${side} ${format}`).digest('hex').toUpperCase();
  return `${world.url}/tr/30DAY-AvatarHeadshot-${hash}-${format}/${side}/${side}/AvatarHeadshot/${format}/noFilter`;
}

export const thumbnailRoutes = [
  route('GET', '/thumbnails/v1/users/avatar-headshot', {}, ({ world, query }) => {
    const ids = (query.get('userIds') ?? '').split(',');
    const size = query.get('size') ?? '48x48';
    const format = query.get('format') ?? 'Png';
    if (ids.length > LIMIT) throw refusal.legacy(400, 1, 'There are too many requested Ids.');
    if (!formats.includes(format))
      throw refusal.legacy(
        400,
        2,
        'The requested image format is invalid. Please see documentation for valid thumbnail format parameter name and values.',
      );
    if (!thumbnailSizes.includes(size))
      throw refusal.legacy(
        400,
        3,
        'The requested size is invalid. Please see documentation for valid thumbnail size parameter name and format.',
      );
    if (!ids.every((id) => /^[1-9]\d{0,18}$/.test(id)))
      throw refusal.legacy(400, 4, 'The requested Ids are invalid, of an invalid type or missing.');
    return {
      data: ids.map((id) => {
        const account = world.accountById(Number(id));
        const state = account?.askThumbnail(`${size} ${format} ${query.get('isCircular')}`) ?? 'Error';
        const done = account && state === 'Completed';
        return {
          targetId: Number(id),
          state,
          imageUrl: done ? pictureUrl(world, account, size.split('x')[0]!, format) : '',
          version: 'TN3',
        };
      }),
    };
  }),
  // Always a PNG: what is asked for is the same picture for everybody who looks.
  route(
    'GET',
    '/tr/:hash/:width/:height/AvatarHeadshot/:format/noFilter',
    {},
    ({ params }) => new Sent(200, 'image/png', picture(params.hash!)),
  ),
];
