import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  Partials,
  SectionBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bot, ClientRefusal, type Member, Sandbox, type SandboxGuild } from '../index.ts';

let sandbox: Sandbox;
let bot: Bot;
let guild: SandboxGuild;
let client: Client<true>;
let ada: Member;
let bob: Member;
let handle: (interaction: Interaction) => unknown;

beforeAll(async () => {
  sandbox = await Sandbox.start({ rateLimits: false });
  bot = sandbox.createBot('Guildhall');
  guild = sandbox.createGuild('Test', {
    owner: 'ada',
    bot,
    roles: ['Staff', { name: 'Customer', mentionable: true }],
    channels: [
      'general',
      {
        name: 'Staff area',
        type: 'category',
        overwrites: { '@everyone': { deny: 'ViewChannel' }, Staff: { allow: 'ViewChannel' } },
        channels: ['staff-chat'],
      },
      { name: 'slow', slowmode: 30 },
      { name: 'news', overwrites: { '@everyone': { deny: 'SendMessages' } } },
    ],
  });
  ada = guild.member('ada');
  bob = guild.member('bob');
  client = new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.MessageContent,
      GatewayIntentBits.DirectMessages,
    ],
    partials: [Partials.Channel],
    rest: { api: sandbox.apiUrl, globalRequestsPerSecond: 1000 },
  }) as Client<true>;
  client.on('interactionCreate', (interaction) => handle(interaction));
  client.on('messageCreate', (message) => {
    if (message.author.bot || !message.content.startsWith('!')) return;
    return message.reply(`You said ${message.content} with ${message.attachments.size} files`);
  });
  client.on('error', () => {});
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(bot.token);
  await ready;
  const user = { name: 'user', description: 'Who', type: 6 as const };
  await client.guilds.cache.get(guild.id)!.commands.set([
    {
      name: 'ticket',
      description: 'Tickets',
      options: [
        {
          name: 'create',
          description: 'Opens one',
          type: 1,
          options: [
            { name: 'subject', description: 'About what', type: 3, required: true },
            user,
            { name: 'proof', description: 'A picture', type: 11 },
          ],
        },
        { name: 'list', description: 'Lists them', type: 1 },
      ],
    },
    {
      name: 'order',
      description: 'Order',
      options: [{ name: 'id', description: 'Which', type: 3, autocomplete: true }],
    },
    { name: 'admin', description: 'Staff only', default_member_permissions: '8' },
    { name: 'Who is', type: 2 },
    { name: 'New order', type: 3 },
  ]);
});
afterAll(async () => {
  await client.destroy();
  await sandbox.stop();
});
beforeEach(() => {
  handle = () => {};
});

/** Lets the bot answer the next interactions so. */
// biome-ignore lint/suspicious/noExplicitAny: each answer knows what kind of interaction it is for.
function botAnswers(answer: (interaction: any) => unknown): void {
  handle = answer;
}

const row = <Component extends ButtonBuilder | StringSelectMenuBuilder | UserSelectMenuBuilder>(
  ...components: Component[]
) => new ActionRowBuilder<Component>().addComponents(...components);
const button = (label: string, id: string) =>
  new ButtonBuilder().setLabel(label).setCustomId(id).setStyle(ButtonStyle.Primary);

describe('slash commands', () => {
  test('reach the bot with options by name, people as themselves and files', async () => {
    const seen: Record<string, unknown> = {};
    botAnswers(async (interaction) => {
      seen.subject = interaction.options.getString('subject');
      seen.user = interaction.options.getUser('user').username;
      seen.proof = await (await fetch(interaction.options.getAttachment('proof').url)).text();
      await interaction.reply({ content: `**Ticket** for ${interaction.options.getUser('user')}` });
    });
    const reply = await ada.slash('/ticket create', {
      subject: 'Help',
      user: bob,
      proof: { name: 'a.txt', content: 'a proof' },
    });
    expect(seen).toEqual({ subject: 'Help', user: 'bob', proof: 'a proof' });
    expect(reply.text).toBe('**Ticket** for @bob');
    expect(reply.shows('Ticket for @bob')).toBe(true);
    expect(reply.ephemeral).toBe(false);
    expect(reply.failed).toBeUndefined();
    expect(bob.sees('general').last?.author).toBe('Guildhall');
  });

  test('take people by name', async () => {
    botAnswers((interaction) => interaction.reply(`It is ${interaction.options.getUser('user').username}`));
    expect((await ada.slash('ticket create', { subject: 'x', user: 'bob' })).text).toBe('It is bob');
  });

  test('a deferred answer is awaited, and later edits and follow-ups can be', async () => {
    botAnswers(async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply('working');
      await interaction.followUp('first');
      await interaction.editReply('done');
    });
    const reply = await ada.slash('/ticket list');
    expect(reply.thinking).toBe(false);
    await reply.until('done');
    expect(reply.messages.map(({ text }) => text)).toEqual(['done', 'first']);
  });

  test('what comes in the place of a deferred answer that was taken away is awaited', async () => {
    let looks = 0;
    botAnswers(async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.deleteReply();
      await bob.until(() => ++looks > 3);
      await interaction.followUp('for all');
    });
    expect((await ada.slash('/ticket list')).text).toBe('for all');
  });

  test('an ephemeral answer is seen by the one who asked', async () => {
    botAnswers((interaction) => interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }));
    const reply = await bob.slash('/ticket list', {}, { in: 'general' });
    expect(reply.ephemeral).toBe(true);
    expect(bob.sees('general').shows('psst')).toBe(true);
    expect(ada.sees('general').shows('psst')).toBe(false);
    expect(String(bob.sees('general').last)).toBe('Guildhall (bot, only you can see this):\n  psst');
  });

  test('who is told to do the same again does, where tests want that', async () => {
    const { again } = sandbox;
    Object.assign(sandbox, { again: 'Again, please' });
    const answers = ['Again, please', 'Again, please', 'At last'];
    botAnswers((interaction) => interaction.reply(answers.shift() ?? 'Too often'));
    expect((await ada.slash('/ticket list')).text).toBe('At last');
    Object.assign(sandbox, { again });
  });

  test('a bot may be given more time for its first answer than Discord gives', async () => {
    let heard = false;
    const { world } = sandbox;
    const { answerIn } = world;
    world.answerIn = 15_000;
    botAnswers(() => (heard = true));
    const asked = ada.slash('/ticket list');
    await guild.until(() => heard);
    sandbox.clock.advance(14_000);
    await expect(ada.until(() => asked.then(() => true), { timeout: 50 })).rejects.toThrow('in vain');
    sandbox.clock.advance(1_001);
    expect((await asked).text).toBe('The application did not respond');
    world.answerIn = answerIn;
  });

  test('nobody answers: after three seconds of the clock the person reads so', async () => {
    let heard = false;
    botAnswers(() => (heard = true));
    const asked = ada.slash('/ticket list');
    await guild.until(() => heard);
    sandbox.clock.advance(3_001);
    const reply = await asked;
    expect(reply.failed).toBe('The application did not respond');
    expect(reply.shows('did not respond')).toBe(true);
  });

  test('what the client does not offer is refused with what it does', async () => {
    await expect(ada.slash('/nothing')).rejects.toThrow(
      /no command '\/nothing' there. Offered: .*\/ticket create/,
    );
    await expect(ada.slash('/ticket destroy')).rejects.toThrow(/There is: \/ticket create, \/ticket list/);
    await expect(bob.slash('/admin')).rejects.toThrow(/not offered to bob there/);
    await expect(ada.slash('/ticket create', {})).rejects.toThrow(/subject/);
    await expect(ada.slash('/ticket create', { subject: 'x', nope: 1 })).rejects.toThrow(/nope/);
    await expect(ada.slash('/ticket create', { subject: 'x', user: 'nobody' })).rejects.toThrow(
      /No member 'nobody'/,
    );
    await expect(bob.slash('/ticket list', {}, { in: 'staff-chat' })).rejects.toThrow(/hidden from bob/);
    expect(bob.commands()).toEqual(['/ticket create', '/ticket list', '/order', 'Who is', 'New order']);
  });

  test('autocomplete gives the choices', async () => {
    botAnswers((interaction) =>
      interaction.respond([{ name: `${interaction.options.getFocused()}-1`, value: 'one' }]),
    );
    const reply = await ada.autocomplete('/order', { id: 'ORD' });
    expect(reply.choices).toEqual([{ name: 'ORD-1', value: 'one' }]);
  });

  test('context menus work on people and messages', async () => {
    botAnswers((interaction) =>
      interaction.reply(interaction.targetUser?.username ?? `On: ${interaction.targetMessage?.content}`),
    );
    expect((await ada.userCommand('Who is', bob)).text).toBe('bob');
    const said = bob.say('I want one', { in: 'general' });
    expect((await ada.messageCommand('New order', said)).text).toBe('On: I want one');
  });
});

describe('components', () => {
  test('a button updates its message', async () => {
    botAnswers((interaction) =>
      interaction.isButton()
        ? interaction.update({ content: `closed by ${interaction.user.username}`, components: [] })
        : interaction.reply({
            content: 'open',
            components: [row(button('Close', 'close'), button('Never', 'never').setDisabled(true))],
          }),
    );
    const reply = await ada.slash('/ticket list');
    expect(reply.buttons).toEqual(['Close', 'Never']);
    await expect(ada.click('Never', { on: reply })).rejects.toThrow(ClientRefusal);
    await expect(ada.click('Missing')).rejects.toThrow(
      /no button 'Missing'[\s\S]*On ada's screen:[\s\S]*\[Close\] \[Never \(off\)\]/,
    );
    const closed = await bob.click('Close');
    expect(closed.text).toBe('closed by bob');
    expect(reply.text).toBe('closed by bob');
    await expect(ada.click('Close', { on: reply })).rejects.toThrow(/no button 'Close' on that message/);
  });

  test('a click that is deferred shows the edit; one that changes nothing is over by itself', async () => {
    botAnswers(async (interaction) => {
      if (!interaction.isButton())
        return interaction.reply({
          content: 'count 0',
          components: [row(button('More', 'more'), button('Quiet', 'quiet'))],
        });
      await interaction.deferUpdate();
      if (interaction.customId === 'more') await interaction.editReply('count 1');
    });
    const reply = await ada.slash('/ticket list');
    expect((await ada.click('More', { on: reply })).text).toContain('count 1');
    expect((await ada.click('Quiet', { on: reply })).failed).toBeUndefined();
  });

  test("another person's ephemeral buttons are not there to click", async () => {
    botAnswers((interaction) =>
      interaction.reply({
        content: 'x',
        flags: MessageFlags.Ephemeral,
        components: [row(button('Secret', 's'))],
      }),
    );
    await ada.slash('/ticket list');
    await expect(bob.click('Secret')).rejects.toThrow(/no button 'Secret'/);
  });

  test('select menus take labels and people, and no more than they allow', async () => {
    botAnswers((interaction) =>
      interaction.isAnySelectMenu()
        ? interaction.reply(`chose ${interaction.users?.first()?.username ?? interaction.values.join()}`)
        : interaction.reply({
            components: [
              row(
                new StringSelectMenuBuilder()
                  .setCustomId('product')
                  .setPlaceholder('Pick a product')
                  .addOptions({ label: 'Gold', value: 'g' }, { label: 'Silver', value: 's' }),
              ),
              row(new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Pick somebody')),
            ],
          }),
    );
    const reply = await ada.slash('/ticket list');
    expect(reply.selects).toEqual(['Pick a product', 'Pick somebody']);
    expect(reply.text).toContain('{Pick a product ▾: Gold | Silver}');
    expect((await ada.select('Pick a product', ['Gold'])).text).toBe('chose g');
    expect((await ada.select('Pick somebody', bob)).text).toBe('chose bob');
    await expect(ada.select('Pick a product', ['Gold', 'Silver'])).rejects.toThrow(ClientRefusal);
    await expect(ada.select('Pick a product', ['Lead'])).rejects.toThrow(ClientRefusal);
  });

  test('a modal opens, is filled in by label and sent', async () => {
    botAnswers((interaction) =>
      interaction.isModalSubmit()
        ? interaction.reply(
            `${interaction.fields.getTextInputValue('subject')}, ${interaction.user.username}`,
          )
        : interaction.showModal(
            new ModalBuilder()
              .setCustomId('ticket')
              .setTitle('New ticket')
              .addLabelComponents(
                new LabelBuilder()
                  .setLabel('Subject')
                  .setTextInputComponent(
                    new TextInputBuilder()
                      .setCustomId('subject')
                      .setStyle(TextInputStyle.Short)
                      .setRequired(true),
                  ),
              ),
          ),
    );
    await expect(ada.submit({})).rejects.toThrow(/no modal is open/);
    const opened = await ada.slash('/ticket list');
    expect(opened.modal?.title).toBe('New ticket');
    expect(opened.text).toBe('Modal: New ticket\nSubject *:');
    expect(ada.screen()).toContain('Modal: New ticket');
    await expect(ada.submit({})).rejects.toThrow(ClientRefusal);
    await expect(ada.submit({ Nope: 'x' })).rejects.toThrow(/no field 'Nope'. It has: Subject/);
    expect((await ada.submit({ Subject: 'Help' })).text).toBe('Help, ada');
    expect(ada.modal).toBeUndefined();
  });

  test('components of the second version are read and clicked too', async () => {
    botAnswers((interaction) =>
      interaction.isButton()
        ? interaction.reply('bought')
        : interaction.reply({
            flags: MessageFlags.IsComponentsV2,
            components: [
              new ContainerBuilder().addSectionComponents(
                new SectionBuilder()
                  .addTextDisplayComponents(new TextDisplayBuilder().setContent('# The shop'))
                  .setButtonAccessory(button('Buy', 'buy')),
              ),
            ],
          }),
    );
    const reply = await ada.slash('/ticket list');
    expect(reply.text).toBe('# The shop\n[Buy]');
    expect(reply.shows('The shop')).toBe(true);
    expect((await ada.click('Buy')).text).toBe('bought');
  });
});

describe('a channel that is deleted in answer', () => {
  test.each(['deferReply', 'deferUpdate'] as const)(
    'after %s: it is over, and nothing is left to see',
    async (defer) => {
      const ticket = guild.createChannel('ticket-1');
      botAnswers((interaction) =>
        interaction.reply({ content: 'Your ticket', components: [row(button('Close', 'close'))] }),
      );
      await bob.slash('/ticket list', {}, { in: 'ticket-1' });
      botAnswers(async (interaction) => {
        await interaction[defer]();
        await interaction.channel.delete();
      });
      const began = performance.now();
      const reply = await bob.click('Close', { in: 'ticket-1' });
      expect(performance.now() - began).toBeLessThan(2_500);
      expect(reply.channelGone).toBe(true);
      expect(reply.text).toBe('');
      expect(sandbox.world.channels.has(ticket.id)).toBe(false);
    },
  );
});

test('a poll is shown with its question and answers', async () => {
  botAnswers((interaction) =>
    interaction.reply({
      poll: {
        question: { text: 'When?' },
        answers: [{ text: 'Today' }, { text: 'Never' }],
        duration: 1,
        allowMultiselect: false,
      },
    }),
  );
  expect((await bob.slash('/ticket list')).text).toBe('Poll: When?\n( ) Today\n( ) Never');
});

describe('what nobody can do', () => {
  test('a command where there is nothing to type in', async () => {
    await expect(ada.slash('/ticket list', {}, { in: 'Staff area' })).rejects.toThrow(
      /#Staff area has no box to type a command in/,
    );
  });

  test('a reaction that is no emoji', () => {
    expect(() => ada.react(ada.say('look'), 'thumbs')).toThrow(/'thumbs' is no emoji/);
  });

  test('the owner goes, or a role goes that belongs to everybody or to a bot', () => {
    for (const act of [() => ada.leaves(), () => guild.kick('ada'), () => guild.ban('ada')])
      expect(act).toThrow(/ada owns Test and stays in it/);
    for (const role of ['@everyone', 'Guildhall'])
      expect(() => guild.deleteRole(role)).toThrow(/a role that nobody can delete/);
    expect(guild.record.members.has(ada.id)).toBe(true);
    expect(guild.record.roles.has(guild.id)).toBe(true);
  });

  test('two bots with one token or one id', () => {
    expect(() => sandbox.createBot('Other', { token: bot.token })).toThrow(/another bot has this token/);
    expect(() => sandbox.createBot('Other', { id: bot.id })).toThrow(/another account has this id/);
  });

  test('without saying where, people act where they may write', () => {
    const own = sandbox.createGuild('Second', {
      channels: [{ name: 'rules', overwrites: { '@everyone': { deny: 'SendMessages' } } }, 'talk'],
    });
    own.member('bob').say('hello');
    expect(own.member('bob').sees('talk').last?.text).toBe('hello');
  });
});

describe('a bot that comes and goes', () => {
  test('is online while it is connected; with a short interval it may be started again at once', async () => {
    const own = await Sandbox.start({ identifyInterval: 0 });
    const known = own.createBot('Known', { id: '1573543128147689475', token: 'known' });
    own.createGuild('G', { bot: known });
    expect([known.id, known.online]).toEqual(['1573543128147689475', false]);
    await expect(known.ready({ timeout: 50 })).rejects.toThrow(/Known is online/);
    for (let start = 0; start < 2; start += 1) {
      const program = new Client({ intents: [], rest: { api: own.apiUrl } });
      const began = performance.now();
      await program.login('known');
      await known.ready();
      expect(performance.now() - began).toBeLessThan(5_000);
      await program.destroy();
      await own.person('ada').until(() => !known.online);
    }
    await own.stop();
  });
});

describe('messages', () => {
  test('what somebody says reaches the bot, with files; its answer is on the screen', async () => {
    ada.say('!newticket x', { in: 'general', files: [{ name: 'my notes.txt', content: 'hello' }] });
    const answer = await ada.until('You said !newticket x with 1 files', { in: 'general' });
    expect(answer.author).toBe('Guildhall');
    const said = ada.sees('general').message('!newticket x');
    expect(ada.sees('general').text).toContain('📎 my_notes.txt');
    const mine = ada.sees('general').messages.findLast(({ attachments }) => attachments.length > 0)!;
    expect(await (await fetch(mine.attachments[0]!.url)).text()).toBe('hello');
    expect(said).toBeDefined();
  });

  test('are edited, deleted and reacted to by those who may', () => {
    const message = bob.say('frist', { in: 'general' });
    bob.edits(message, 'first');
    ada.react(message, '👍');
    bob.react(message, '👍');
    expect(String(bob.sees('general').last)).toBe('bob (edited):\n  first\n  👍 2');
    bob.unreact(message, '👍');
    expect(message.reactions).toEqual({ '👍': 1 });
    expect(() => ada.edits(message, 'mine')).toThrow(/not their own/);
    const hers = ada.say('hers', { in: 'general' });
    expect(() => bob.deletes(hers)).toThrow(/may not delete it/);
    ada.deletes(message);
    expect(message.deleted).toBe(true);
    expect(() => bob.react(message, '👍')).toThrow(/has been deleted/);
  });

  test('a client writes only where and when it may', () => {
    bob.say('one', { in: 'slow' });
    expect(() => bob.say('two', { in: 'slow' })).toThrow(/slow mode: 30 s to go/);
    ada.say('two', { in: 'slow' });
    ada.say('three', { in: 'slow' });
    sandbox.clock.advance(30_000);
    bob.say('two', { in: 'slow' });
    expect(() => bob.say('x', { in: 'news' })).toThrow(/may not write in #news/);
    expect(() => bob.say('x', { in: 'staff-chat' })).toThrow(/hidden from bob/);
    expect(() => bob.say(' ', { in: 'general' })).toThrow(/empty/);
    expect(() => bob.say('x'.repeat(2001), { in: 'general' })).toThrow(/2001 characters/);
    expect(() => ada.say('x', { in: 'Staff area' })).toThrow(/takes no messages/);
    expect(() => ada.say('x', { in: 'nowhere' })).toThrow(/No channel 'nowhere' in Test. There is: general/);
    bob.record!.timeoutUntil = sandbox.clock.now() + 60_000;
    expect(() => bob.say('x', { in: 'general' })).toThrow(/timed out until/);
    bob.record!.timeoutUntil = null;
  });

  test('only those who may mention everyone do', () => {
    guild.createChannel('quiet', { overwrites: { '@everyone': { deny: 'MentionEveryone' } } });
    expect(bob.say('@everyone hi', { in: 'quiet' }).record.mentionEveryone).toBe(false);
    expect(ada.say('@everyone hi', { in: 'quiet' }).record.mentionEveryone).toBe(true);
  });

  test('threads are started, written in and seen', () => {
    const thread = ada.startsThread('general', 'plans', 'what now?');
    expect(bob.sees('plans').last?.text).toBe('what now?');
    bob.say('this', { in: thread });
    thread.thread!.archived = true;
    thread.thread!.locked = true;
    expect(() => bob.say('more', { in: 'plans' })).toThrow(/archived and locked/);
  });
});

describe('what people see', () => {
  test('a hidden channel shows nothing until there is a role for it', async () => {
    const eve = guild.member('eve');
    ada.say('the secret plan', { in: 'staff-chat' });
    expect(eve.seesChannel('staff-chat')).toBe(false);
    expect(eve.sees('staff-chat').text).toBe('');
    expect(eve.screen()).not.toContain('secret');
    eve.giveRole('Staff');
    expect(eve.sees('staff-chat').shows('secret plan')).toBe(true);
    eve.takeRole('Staff');
    expect(eve.seesChannel('staff-chat')).toBe(false);
    expect(eve.seesChannel('no-such-channel')).toBe(false);
  });

  test('direct messages go both ways, and a closed door is 50007 for the bot', async () => {
    ada.sayDm(bot, '!hello');
    await ada.until('You said !hello with 0 files', { in: bot });
    expect(ada.dms(bot).messages).toHaveLength(2);
    expect(bob.dms(bot).messages).toHaveLength(0);
    bob.closeDms();
    await expect(client.users.send(bob.id, 'psst')).rejects.toMatchObject({ code: 50007 });
    bob.openDms();
    await client.users.send(bob.id, 'psst');
    expect(bob.dms(bot).last?.text).toBe('psst');
    expect(() => sandbox.person('stranger').sayDm(bot, 'hi')).toThrow(/shares no guild with Guildhall/);
  });

  test('who leaves, is kicked or banned sees nothing; the bot hears of it', async () => {
    const [kim, lee] = guild.members('kim', 'lee', { roles: ['Staff'] });
    expect(kim.roles).toEqual(['Staff']);
    kim.leaves();
    expect(kim.seesChannel('general')).toBe(false);
    expect(() => kim.say('x', { in: 'general' })).toThrow(/hidden from kim/);
    kim.joins();
    expect(kim.seesChannel('general')).toBe(true);
    guild.kick('kim');
    guild.ban(lee);
    expect(kim.record).toBeUndefined();
    expect(guild.record.bans.has(lee.id)).toBe(true);
    guild.unban(lee);
    expect(() => guild.member('kim').giveRole('Nope')).toThrow(/No role 'Nope' in Test. There is: @everyone/);
  });

  test('the same person is in several guilds, with a screen for each', () => {
    const other = sandbox.createGuild('Other', { owner: 'ada', channels: ['lounge'] });
    const there = other.member('ada');
    expect(there.user).toBe(ada.user);
    there.say('over here', { in: 'lounge' });
    expect(there.screen()).toContain('#lounge');
    expect(ada.screen()).not.toContain('#lounge');
  });
});

describe('waiting', () => {
  test('on a timeout the error shows what was on the screen', async () => {
    botAnswers((interaction) =>
      interaction.reply({
        content: 'Almost',
        embeds: [{ title: 'Order', description: 'Paid', fields: [{ name: 'Total', value: '5 EUR' }] }],
        components: [row(button('Close', 'close'))],
      }),
    );
    await ada.slash('/ticket list');
    const error = (await ada.until('Finished', { timeout: 60 }).catch((reason) => reason)) as Error;
    expect(error.message).toContain("Waited in vain until ada sees 'Finished'");
    expect(error.message).toContain("On ada's screen:\n#general:");
    expect(error.message).toContain(
      '  Guildhall (bot):\n    Almost\n    Order\n    Paid\n    Total: 5 EUR\n    [Close]',
    );
  });

  test('a condition that throws is not yet fulfilled, and its error is told', async () => {
    let count = 0;
    const reached = await guild.until(() => {
      count += 1;
      if (count < 3) throw new Error('not yet');
      return count;
    });
    expect(reached).toBe(3);
    const failing = ada.until(
      () => {
        throw new Error('broken');
      },
      { timeout: 30 },
    );
    await expect(failing).rejects.toThrow(/The condition last threw: broken/);
  });

  test('a frozen clock keeps the three seconds from passing', async () => {
    sandbox.clock.freeze();
    const asked = ada.slash('/ticket list', {}, { timeout: 50 });
    await expect(asked).rejects.toThrow(/the clock is frozen: advance it/);
    sandbox.clock.resume();
  });
});
