import { type Bot, type Member, type Reply, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  type RepliableInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { respond, update } from '../../sdk/respond.ts';
import { FirstAnswer } from '../first-answer.ts';
import { suggestInTime } from '../suggest-in-time.ts';

let sandbox: Sandbox;
let guild: SandboxGuild;
let bot: Bot;
let ada: Member;
let bob: Member;
let client: Client;
const reports: unknown[] = [];
/** The forms that were told of, and whether Discord had shown them by then. */
const opened: { readonly shown: boolean }[] = [];
let handler: (interaction: RepliableInteraction) => Promise<unknown>;
let handled: PromiseWithResolvers<unknown>;

/** Whether the local Discord has had an answer. */
const answered = ({ id }: Interaction) => sandbox.world.interactions.get(id)?.answer !== undefined;

/** What a slow handler does: it goes on only when it was answered in its place. */
async function slowly(interaction: Interaction): Promise<void> {
  await guild.until(() => answered(interaction));
}

beforeAll(async () => {
  sandbox = await Sandbox.start({ identifyInterval: 0, answerIn: 15_000 });
  bot = sandbox.createBot('Slow');
  guild = sandbox.createGuild('Test', { owner: 'ada', bot });
  ada = guild.owner;
  bob = guild.member('bob');
  client = new Client({ intents: ['Guilds'], rest: { api: sandbox.apiUrl, version: '10' } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isAutocomplete()) {
      suggestInTime(interaction, 20, (error) => reports.push(error));
      void slowly(interaction).then(() => interaction.respond([{ name: 'late', value: 'late' }]));
      return;
    }
    const first = new FirstAnswer(interaction, 20, {
      report: (error) => reports.push(error),
      opened: () => opened.push({ shown: answered(interaction) }),
    });
    handler(interaction)
      .finally(() => first.stop())
      .then(handled.resolve, handled.reject);
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(bot.token);
  await ready;
  await client.application!.commands.set(
    [
      {
        name: 'go',
        description: 'Goes',
        options: [{ type: 3, name: 'where', description: 'Where to', autocomplete: true }],
      },
    ],
    guild.id,
  );
  const channel = await client.channels.fetch(guild.channel('general').id);
  if (channel?.isSendable()) {
    await channel.send({ content: 'The board', components: [buttons()] });
  }
});
afterAll(async () => {
  await client.destroy();
  await sandbox.stop();
});

beforeEach(() => {
  handled = Promise.withResolvers();
  reports.length = 0;
  opened.length = 0;
});

const buttons = () =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('press').setLabel('Press').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('write').setLabel('Write').setStyle(ButtonStyle.Primary),
  );

const board = () => bob.sees('general').messages[0]!;

/** What others than the one who asked see, beside the board. */
const public_ = () => bob.sees('general').messages.slice(1);

async function go(run: typeof handler): Promise<Reply> {
  handler = run;
  const [reply] = await Promise.all([ada.slash('/go'), handled.promise]);
  return reply;
}

async function press(run: typeof handler): Promise<Reply> {
  handler = run;
  const [reply] = await Promise.all([ada.click('Press', { on: board() }), handled.promise]);
  return reply;
}

describe('a slow command', () => {
  test.each([
    ['reply', (it: RepliableInteraction) => it.reply({ content: 'Here', flags: MessageFlags.Ephemeral })],
    ['respond', (it: RepliableInteraction) => respond(it, { content: 'Here', private: true })],
    [
      'a private deferral',
      async (it: RepliableInteraction) => {
        await it.deferReply({ flags: MessageFlags.Ephemeral });
        await it.editReply('Here');
      },
    ],
  ])('answers one person with %s: nobody else sees it', async (_, answer) => {
    const before = public_().length;
    const reply = await go(async (it) => {
      await slowly(it);
      await answer(it);
    });
    expect(reply.text).toBe('Here');
    expect(reply.ephemeral).toBe(true);
    expect(reply.messages).toHaveLength(1);
    expect(public_()).toHaveLength(before);
  });

  test.each([
    ['reply', (it: RepliableInteraction) => it.reply('For all')],
    ['respond', (it: RepliableInteraction) => respond(it, { content: 'For all' })],
    ['update', (it: RepliableInteraction) => update(it, { content: 'For all' })],
    [
      'a public deferral',
      async (it: RepliableInteraction) => {
        await it.deferReply();
        await respond(it, { content: 'For all' });
      },
    ],
    [
      'a follow-up of its own deferral',
      async (it: RepliableInteraction) => {
        await it.deferReply();
        await it.followUp('For all');
      },
    ],
  ])('answers everybody with %s: everybody sees it, and no "is thinking" stays', async (_, answer) => {
    const before = public_().length;
    const reply = await go(async (it) => {
      await slowly(it);
      await answer(it);
    });
    await reply.until('For all');
    expect(
      public_()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(['For all']);
    expect(reply.messages.filter(({ thinking }) => thinking)).toEqual([]);
    expect(reply.messages).toHaveLength(1);
  });

  test('changes the answer that it gave, and follows up on it', async () => {
    const before = public_().length;
    const reply = await go(async (it) => {
      await slowly(it);
      await it.reply('First');
      await it.editReply('Second');
      await respond(it, { content: 'More', private: true });
      expect((await it.fetchReply()).content).toBe('Second');
    });
    expect(
      public_()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(['Second']);
    expect(reply.text).toContain('More');
  });

  test('takes its answer back', async () => {
    const before = public_().length;
    await go(async (it) => {
      await slowly(it);
      await it.reply('First');
      await it.deleteReply();
    });
    expect(public_()).toHaveLength(before);
  });

  test('is told that a modal comes too late, and may still answer', async () => {
    const reply = await go(async (it) => {
      await slowly(it);
      const late = 'showModal' in it && it.showModal(modal());
      await expect(late).rejects.toThrow('late-modal');
      await respond(it, { content: 'No modal', private: true });
    });
    expect(reply.text).toBe('No modal');
  });

  test('may answer once: the second time is an error as ever', async () => {
    await go(async (it) => {
      await slowly(it);
      await it.reply({ content: 'One', flags: MessageFlags.Ephemeral });
      await expect(it.reply('Two')).rejects.toThrow('already');
    });
  });
});

test('an answer that is refused leaves the command unanswered: the next one is seen', async () => {
  const reply = await go(async (it) => {
    await slowly(it);
    await expect(it.reply({ content: 'x'.repeat(2_001), flags: MessageFlags.Ephemeral })).rejects.toThrow();
    expect(it.replied).toBe(false);
    await respond(it, { content: 'Shorter', private: true });
  });
  expect(reply.text).toBe('Shorter');
});

test('an answer that meets the deferral on its way waits for it: nothing is answered twice', async () => {
  const route = '/interactions/:interaction_id/:interaction_token/callback';
  const { promise: hold, resolve: letGo } = Promise.withResolvers<void>();
  sandbox.faults.add({ kind: 'rest', method: 'POST', route, hold, times: 1 });
  const post = vi.spyOn(client.rest, 'post');
  const reply = await go(async (it) => {
    await vi.waitFor(() => expect(post).toHaveBeenCalledOnce(), { timeout: 10_000 });
    expect(answered(it)).toBe(false);
    setTimeout(letGo, 10);
    await respond(it, { content: 'In time', private: true });
  });
  expect(reply.text).toBe('In time');
  expect(reports).toEqual([]);
});

test('a quick handler is left alone', async () => {
  const reply = await go((it) => it.reply('Quick'));
  expect(reply.text).toBe('Quick');
  expect(reply.message?.edited).toBe(false);
});

describe('a slow button', () => {
  test('that updates its message changes it', async () => {
    await press(async (it) => {
      await slowly(it);
      await update(it, { content: 'The new board', components: [buttons()] });
    });
    expect(board().text).toContain('The new board');
  });

  test.each([
    ['privately', true],
    ['for everybody', false],
  ])('that answers %s leaves its message as it is', async (_, hidden) => {
    const [text, before] = [board().text, public_().length];
    const reply = await press(async (it) => {
      await slowly(it);
      await respond(it, { content: 'Pressed', private: hidden });
    });
    await reply.until('Pressed');
    expect(board().text).toBe(text);
    expect(
      public_()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(hidden ? [] : ['Pressed']);
  });

  test('that defers a reply of its own answers in a new message', async () => {
    const [text, before] = [board().text, public_().length];
    await press(async (it) => {
      await slowly(it);
      await it.deferReply();
      await it.editReply('Answer');
      await it.editReply('Answer, again');
    });
    expect(board().text).toBe(text);
    expect(
      public_()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(['Answer, again']);
  });

  test.each(['in time', 'late'])(
    'that only says it was clicked (%s) and then answers leaves its message alone',
    async (when) => {
      const [text, before] = [board().text, public_().length];
      const reply = await press(async (it) => {
        if (when === 'late') {
          await slowly(it);
        }
        if (it.isMessageComponent()) {
          await it.deferUpdate();
        }
        await respond(it, { content: 'Beside', private: true });
      });
      await reply.until('Beside');
      expect(board().text).toBe(text);
      expect(public_()).toHaveLength(before);
    },
  );

  test('that defers an update of its own changes its message, and answers beside it', async () => {
    const reply = await press(async (it) => {
      await slowly(it);
      if (it.isMessageComponent()) {
        await it.deferUpdate();
      }
      await it.editReply('The third board');
      await respond(it, { content: 'Done', private: true });
    });
    await reply.until('Done');
    expect(board().text).toContain('The third board');
  });
});

const modal = () =>
  new ModalBuilder()
    .setCustomId('note')
    .setTitle('Note')
    .addComponents(
      new ActionRowBuilder<TextInputBuilder>().addComponents(
        new TextInputBuilder().setCustomId('text').setLabel('Text').setStyle(TextInputStyle.Short),
      ),
    );

describe('a slow modal', () => {
  test.each([
    [
      'updates the message it came from',
      (it: RepliableInteraction) => update(it, { content: 'Noted board', components: [buttons()] }),
      'Noted board',
      0,
    ],
    ['answers beside it', (it: RepliableInteraction) => respond(it, { content: 'Noted' }), undefined, 1],
  ])('%s', async (_, answer, changed, more) => {
    const channel = await client.channels.fetch(guild.channel('general').id);
    const shown =
      channel?.isSendable() && (await channel.send({ content: 'A form', components: [buttons()] }));
    const form = () => bob.sees('general').messages.find(({ id }) => shown && id === shown.id)!;
    const before = public_().length;
    handler = async (it) => ('showModal' in it ? it.showModal(modal()) : undefined);
    await ada.click('Write', { on: form() });
    await handled.promise;
    handled = Promise.withResolvers();
    handler = async (it) => {
      await slowly(it);
      await answer(it);
    };
    await Promise.all([ada.submit({ Text: 'hello' }), handled.promise]);
    expect(form().text).toContain(changed ?? 'A form');
    expect(public_()).toHaveLength(before + more);
  });
});

test('a form is told of before it is shown: whoever sends it at once finds it known', async () => {
  handler = async (it) => ('showModal' in it ? it.showModal(modal()) : undefined);
  await Promise.all([ada.click('Write', { on: board() }), handled.promise]);
  expect(opened).toEqual([{ shown: false }]);
});

test('autocomplete that is too late offers nothing, and its late choices do no harm', async () => {
  const reply = await ada.autocomplete('/go', { where: 'x' });
  expect(reply.choices).toEqual([]);
  expect(reports).toEqual([]);
});
