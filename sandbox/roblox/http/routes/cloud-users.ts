import { refusal } from '../errors.ts';
import { cloudAccountOf } from '../ids.ts';
import { route } from '../route.ts';
import { timeText } from '../times.ts';
import { pictureUrl, thumbnailSizes } from './thumbnails.ts';

/** Users of Open Cloud. The limit is the published one of an API key. */
export const cloudUserRoutes = [
  route('GET', '/apis/cloud/v2/users/:user_id', { needsKey: true, limit: { calls: 1000 } }, (call) => {
    const { id, name, displayName, created, description } = cloudAccountOf(call);
    return {
      path: `users/${id}`,
      createTime: timeText(created),
      id: String(id),
      name,
      displayName,
      about: description,
      locale: 'en-US',
    };
  }),
  route('GET', '/apis/cloud/v2/users/:user_id:generateThumbnail', { needsKey: true }, (call) => {
    const { world, query } = call;
    const account = cloudAccountOf(call);
    const side = query.get('size') ?? '420';
    if (!thumbnailSizes.includes(`${side}x${side}`)) throw refusal.cloud(400, `The size ${side} is invalid.`);
    const format = query.get('format') ?? 'PNG';
    if (!['FORMAT_UNSPECIFIED', 'PNG', 'JPEG'].includes(format))
      throw refusal.cloud(400, `The format ${format} is invalid.`);
    const path = `users/${account.id}/operations/${side}-${format}`;
    const imageUri = pictureUrl(world, account, side, format === 'JPEG' ? 'Jpeg' : 'Png');
    return {
      path,
      done: true,
      response: {
        '@type': 'apis.roblox.com/roblox.open_cloud.cloud.v2.GenerateUserThumbnailResponse',
        imageUri,
      },
    };
  }),
];
