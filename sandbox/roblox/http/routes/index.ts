import type { Route } from '../route.ts';
import { cloudGroupRoutes } from './cloud-groups.ts';
import { cloudUserRoutes } from './cloud-users.ts';
import { groupRoutes } from './groups.ts';
import { oauthRoutes } from './oauth.ts';
import { thumbnailRoutes } from './thumbnails.ts';
import { userRoutes } from './users.ts';

/** Everything that the local Roblox answers. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...groupRoutes,
  ...thumbnailRoutes,
  ...cloudUserRoutes,
  ...cloudGroupRoutes,
  ...oauthRoutes,
];
