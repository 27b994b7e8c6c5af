import { z } from 'zod';
import { uploadLimits } from '../../limits.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import { route } from '../route.ts';

export const attachmentRoutes = [
  route(
    'POST',
    '/attachments/refresh-urls',
    {
      body: z.object({ attachment_urls: z.array(z.string()) }),
      rules: ({ attachment_urls: urls }) => {
        const { min, max } = uploadLimits.refreshedLinks;
        if (urls.length < min || urls.length > max)
          refuseField(['attachment_urls'], ...problem.length(min, max));
      },
    },
    ({ world, body }) => ({
      refreshed_urls: body.attachment_urls.map((original) => ({
        original,
        refreshed: world.links.attachmentId(original) ? world.links.refresh(original) : null,
      })),
    }),
  ),
];
