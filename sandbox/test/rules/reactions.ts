import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { addReaction } from '../../discord/state/reactions.ts';
import type { Message } from '../../discord/state/types.ts';
import { after, deny, mine, pathOf, person, theirs, thread } from '../message-steps.ts';
import type { Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const FIRE = '🔥';
const emojiPath = (message: Message, emoji: string) =>
  `${pathOf(message)}/reactions/${encodeURIComponent(emoji)}`;
const react = (stage: Stage, message: Message, emoji = FIRE) =>
  stage.api('PUT', `${emojiPath(message, emoji)}/@me`);

/** A message that the owner has reacted to. */
function reacted(stage: Stage): Message {
  const message = theirs(stage);
  addReaction(stage.world, message, { id: null, name: FIRE }, stage.owner);
  return message;
}

export const rules: readonly Rule[] = [
  {
    name: 'a reaction shows on the message',
    permissions: 0n,
    when: (stage) => {
      const message = theirs(stage);
      return after(react(stage, message), () => stage.api('GET', pathOf(message)));
    },
    status: 200,
    body: { reactions: [{ count: 1, me: true, emoji: { id: null, name: FIRE } }] },
  },
  {
    name: 'reacting twice counts once',
    when: async (stage) => {
      const message = theirs(stage);
      await react(stage, message);
      return after(react(stage, message), () => stage.api('GET', pathOf(message)));
    },
    status: 200,
    body: { reactions: [{ count: 1 }] },
  },
  ...['fire', '🔥🔥', 'a:b', '1'].map(
    (emoji): Rule => ({
      name: `"${emoji}" is no emoji`,
      when: (stage) => react(stage, theirs(stage), emoji),
      status: 404,
      code: 10014,
    }),
  ),
  ...['❤', '1️⃣', '👩‍🚀', '👍🏽', '🇦🇹', 'party:123456789012345678'].map(
    (emoji): Rule => ({
      name: `"${emoji}" is an emoji`,
      when: (stage) => react(stage, theirs(stage), emoji),
      status: 204,
    }),
  ),
  {
    name: 'the first reaction of an emoji needs Add Reactions',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.AddReactions);
      return react(stage, theirs(stage));
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'joining an emoji that is there needs no Add Reactions',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.AddReactions);
      return react(stage, reacted(stage));
    },
    status: 204,
  },
  {
    name: 'a reaction needs Read Message History',
    permissions: 0n,
    when: (stage) => {
      deny(stage, P.ReadMessageHistory);
      return react(stage, reacted(stage));
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a message takes 20 different emoji',
    when: (stage) => {
      const message = theirs(stage);
      for (let code = 0; code < 20; code += 1)
        addReaction(
          stage.world,
          message,
          { id: null, name: String.fromCodePoint(0x1f600 + code) },
          stage.owner,
        );
      return react(stage, message);
    },
    status: 400,
    code: 30010,
  },
  {
    name: 'nobody reacts in an archived thread',
    when: (stage) => {
      const archived = thread(stage);
      const message = theirs(stage, {}, archived);
      archived.thread!.archived = true;
      return react(stage, message);
    },
    status: 400,
    code: 50083,
  },
  {
    name: 'nobody reacts to an ephemeral message',
    when: (stage) => react(stage, mine(stage, { visibleTo: stage.owner.id })),
    status: 404,
    code: 10008,
  },
  {
    name: 'the people of a reaction are listed by id',
    when: (stage) => {
      const message = reacted(stage);
      addReaction(stage.world, message, { id: null, name: FIRE }, person(stage));
      return stage.api('GET', `${emojiPath(message, FIRE)}?after=${stage.owner.id}`);
    },
    status: 200,
    body: [{ username: 'ada' }],
  },
  {
    name: 'a list of more than 100 people is refused',
    when: (stage) => stage.api('GET', `${emojiPath(reacted(stage), FIRE)}?limit=101`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },
  {
    name: 'a bot takes its reaction back without any permission',
    permissions: 0n,
    when: async (stage) => {
      const message = reacted(stage);
      await react(stage, message);
      await stage.api('DELETE', `${emojiPath(message, FIRE)}/@me`);
      return stage.api('GET', pathOf(message));
    },
    status: 200,
    body: { reactions: [{ count: 1, me: false }] },
  },
  {
    name: 'a reaction of somebody else needs Manage Messages',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', `${emojiPath(reacted(stage), FIRE)}/${stage.owner.id}`),
    status: 403,
    code: 50013,
  },
  {
    name: 'Manage Messages takes a reaction of somebody else away',
    permissions: P.ManageMessages,
    when: async (stage) => {
      const message = reacted(stage);
      await stage.api('DELETE', `${emojiPath(message, FIRE)}/${stage.owner.id}`);
      return stage.api('GET', emojiPath(message, FIRE));
    },
    status: 200,
    body: [],
  },
  {
    name: 'all reactions of an emoji need Manage Messages to go',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', emojiPath(reacted(stage), FIRE)),
    status: 403,
    code: 50013,
  },
  {
    name: 'all reactions need Manage Messages to go',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', `${pathOf(reacted(stage))}/reactions`),
    status: 403,
    code: 50013,
  },
  {
    name: 'Manage Messages clears them',
    permissions: P.ManageMessages,
    when: (stage) => stage.api('DELETE', `${pathOf(reacted(stage))}/reactions`),
    status: 204,
  },
];
