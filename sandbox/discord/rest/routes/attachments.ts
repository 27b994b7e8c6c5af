import { z } from 'zod';
import { refuseField } from '../form-errors.ts';
import { route } from '../route.ts';

/** Links that one request renews. */
const LINKS = { min: 1, max: 50 };

export const attachmentRoutes = [
  route(
    'POST',
    '/attachments/refresh-urls',
    {
      body: z.object({ attachment_urls: z.array(z.string()) }),
      rules: ({ attachment_urls: urls }) => {
        const { min, max } = LINKS;
        if (urls.length < min || urls.length > max)
          refuseField(
            ['attachment_urls'],
            'BASE_TYPE_BAD_LENGTH',
            `Must be between ${min} and ${max} in length.`,
          );
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
