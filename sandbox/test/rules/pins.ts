import { MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Message } from '../../discord/state/types.ts';
import { after, deny, mine, pathOf, theirs, thread } from '../message-steps.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const pinPath = ({ channel, id }: Message) => `/channels/${channel.id}/messages/pins/${id}`;
const pin = (stage: Stage, message: Message) => stage.api('PUT', pinPath(message));
const pins = (stage: Stage, query = '') =>
  stage.api('GET', `/channels/${stage.general.id}/messages/pins${query}`);

export const rules: readonly Rule[] = [
  {
    name: 'a pin needs Pin Messages',
    permissions: P.ManageMessages,
    when: (stage) => pin(stage, theirs(stage)),
    status: 403,
    code: 50013,
  },
  {
    name: 'a pinned message is listed',
    permissions: P.PinMessages,
    when: (stage) => after(pin(stage, theirs(stage)), () => pins(stage)),
    status: 200,
    body: { items: [{ message: { content: 'hello', pinned: true } }], has_more: false },
  },
  {
    name: 'the older routes do the same',
    permissions: P.PinMessages,
    when: (stage) =>
      after(stage.api('PUT', `/channels/${stage.general.id}/pins/${theirs(stage).id}`), () =>
        stage.api('GET', `/channels/${stage.general.id}/pins`),
      ),
    status: 200,
    body: [{ content: 'hello', pinned: true }],
  },
  {
    name: 'Discord writes that a message was pinned',
    when: (stage) =>
      after(pin(stage, theirs(stage)), () =>
        stage.api('GET', `/channels/${stage.general.id}/messages?limit=1`),
      ),
    status: 200,
    body: [{ type: MessageType.ChannelPinnedMessage, message_reference: { type: 0 } }],
  },
  {
    name: 'pinning again changes nothing',
    when: (stage) => {
      const message = theirs(stage);
      return after(pin(stage, message), () => pin(stage, message));
    },
    status: 204,
  },
  {
    name: 'a message taken down is no longer listed',
    when: async (stage) => {
      const message = theirs(stage);
      await pin(stage, message);
      return after(stage.api('DELETE', pinPath(message)), () => pins(stage));
    },
    status: 200,
    body: { items: [] },
  },
  {
    name: 'taking down needs Pin Messages',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', pinPath(theirs(stage, { pinnedAt: 1 }))),
    status: 403,
    code: 50013,
  },
  {
    name: 'a channel takes 250 pins',
    when: (stage) => {
      for (let count = 0; count < 250; count += 1) theirs(stage, { pinnedAt: stage.world.clock.now() });
      return pin(stage, theirs(stage));
    },
    status: 400,
    code: 30003,
  },
  {
    name: 'the list comes in pages, the last pinned first',
    when: (stage) => {
      for (let count = 1; count <= 3; count += 1)
        theirs(stage, { content: `${count}`, pinnedAt: count * 1000 });
      return pins(stage, '?limit=1&before=1970-01-01T00:00:03.000Z');
    },
    status: 200,
    body: {
      items: [{ message: { content: '2' }, pinned_at: '1970-01-01T00:00:02.000000+00:00' }],
      has_more: true,
    },
  },
  {
    name: 'a page of more than 50 is refused',
    when: (stage) => pins(stage, '?limit=51'),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'without Read Message History no pins are listed',
    permissions: 0n,
    when: (stage) => {
      theirs(stage, { pinnedAt: 1 });
      deny(stage, P.ReadMessageHistory);
      return pins(stage);
    },
    status: 200,
    body: { items: [] },
  },
  {
    name: 'a system message is not pinned',
    when: (stage) => pin(stage, theirs(stage, { type: MessageType.UserJoin })),
    status: 403,
    code: 50021,
  },
  {
    name: 'an unknown message is not pinned',
    when: (stage) => stage.api('PUT', `/channels/${stage.general.id}/messages/pins/100000000000000000`),
    status: 404,
    code: 10008,
  },
  {
    name: 'nothing is pinned in an archived thread',
    when: (stage) => {
      const archived = thread(stage);
      const message = mine(stage, {}, archived);
      archived.thread!.archived = true;
      return pin(stage, message);
    },
    status: 400,
    code: 50083,
  },
  {
    name: 'a deleted message is no longer pinned',
    when: async (stage) => {
      const message = theirs(stage, { pinnedAt: 1 });
      return after(stage.api('DELETE', pathOf(message)), () => pins(stage));
    },
    status: 200,
    body: { items: [] },
  },
];
