import { createApplication } from '../../discord/state/accounts.ts';
import { removeMember } from '../../discord/state/guilds.ts';
import { direct, mine, pathOf, person, say, theirs } from '../message-steps.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const open = (stage: Stage, recipient_id: unknown) =>
  stage.api('POST', '/users/@me/channels', { recipient_id });

export const rules: readonly Rule[] = [
  {
    name: 'a direct channel opens with a person',
    permissions: 0n,
    when: (stage) => open(stage, person(stage).id),
    status: 200,
    body: { type: 1, recipients: [{ username: 'ada' }] },
  },
  {
    name: 'it opens even with somebody who does not take messages',
    when: (stage) => open(stage, person(stage, { dmsOpen: false }).id),
    status: 200,
  },
  {
    name: 'it does not open with an unknown account',
    when: (stage) => open(stage, '100000000000000000'),
    status: 400,
    code: 50033,
  },
  {
    name: 'it does not open with what is no id',
    when: (stage) => open(stage, 'ada'),
    status: 400,
    code: 50035,
  },
  {
    name: 'it does not open with another bot',
    when: (stage) => open(stage, createApplication(stage.world, 'Other').bot.id),
    status: 400,
    code: 50007,
  },
  {
    name: 'a direct message arrives',
    permissions: 0n,
    when: (stage) => say(stage, { content: 'hi' }, direct(stage, person(stage))),
    status: 200,
    body: { content: 'hi' },
  },
  {
    name: 'somebody who closed direct messages gets none',
    when: (stage) => say(stage, { content: 'hi' }, direct(stage, person(stage, { dmsOpen: false }))),
    status: 403,
    code: 50007,
  },
  {
    name: 'somebody without a shared server gets none',
    when: (stage) => say(stage, { content: 'hi' }, direct(stage, person(stage, { elsewhere: true }))),
    status: 403,
    code: 50278,
  },
  {
    name: 'somebody who left the last shared server gets none',
    when: (stage) => {
      const user = person(stage);
      removeMember(stage.world, stage.guild, user.id);
      return say(stage, { content: 'hi' }, direct(stage, user));
    },
    status: 403,
    code: 50278,
  },
  {
    name: 'what the other side writes is read with its content',
    when: (stage) => {
      stage.application.privilegedIntents = 0;
      const user = person(stage);
      return stage.api('GET', pathOf(theirs(stage, { author: user }, direct(stage, user))));
    },
    status: 200,
    body: { content: 'hello', author: { username: 'ada' } },
  },
  {
    name: 'what the other side writes cannot be deleted',
    when: (stage) => {
      const user = person(stage);
      return stage.api('DELETE', pathOf(theirs(stage, { author: user }, direct(stage, user))));
    },
    status: 403,
    code: 50003,
  },
  {
    name: 'what the bot wrote can be deleted',
    when: (stage) => stage.api('DELETE', pathOf(mine(stage, {}, direct(stage, person(stage))))),
    status: 204,
  },
  {
    name: 'direct messages are not deleted together',
    when: (stage) => {
      const channel = direct(stage, person(stage));
      const messages = [mine(stage, {}, channel).id, mine(stage, {}, channel).id];
      return stage.api('POST', `/channels/${channel.id}/messages/bulk-delete`, { messages });
    },
    status: 403,
    code: 50003,
  },
  {
    name: 'a direct channel of others is out of reach',
    when: (stage) => {
      const other = createApplication(stage.world, 'Other').bot;
      const user = person(stage);
      return say(
        stage,
        { content: 'hi' },
        direct({ ...stage, application: { ...stage.application, bot: other } }, user),
      );
    },
    status: 403,
    code: 50001,
  },
];
