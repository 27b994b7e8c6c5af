import { type Bot, type Member, Sandbox, type SandboxGuild } from '@guildhall/sandbox';
import { type Client, type ClientOptions, GatewayIntentBits, Partials } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discordJsBot } from './local-discord/discordjs-bot.ts';
import { sapphireBot } from './local-discord/sapphire-bot.ts';

describe.each([
  ['discord.js', discordJsBot],
  ['Sapphire', sapphireBot],
])('a bot of %s', (_library, start) => {
  let sandbox: Sandbox;
  let bot: Bot;
  let guild: SandboxGuild;
  let ada: Member;
  let client: Client<true>;
  const heard: string[] = [];
  let resumes = 0;
  let identified = 0;

  beforeAll(async () => {
    sandbox = await Sandbox.start({ checkAnswers: true, identifyInterval: 0, answerIn: 15_000 });
    bot = sandbox.createBot('Guildhall');
    guild = sandbox.createGuild('Test', { owner: 'olga', bot });
    ada = guild.member('ada');
    const options: ClientOptions = {
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.MessageContent,
        GatewayIntentBits.DirectMessages,
      ],
      partials: [Partials.Channel],
      rest: { api: sandbox.apiUrl },
    };
    client = await start(options, bot.token, guild.id);
    client.on('messageCreate', (message) => {
      if (!message.author.bot) heard.push(message.content);
    });
    client.on('shardResume', () => resumes++);
    client.on('shardReady', () => identified++);
    client.on('shardError', () => {});
  });
  afterAll(async () => {
    await client.destroy();
    await sandbox.stop();
  });

  test('logs in and registers the commands of a guild', () => {
    expect(client.user.username).toBe('Guildhall');
    expect(client.guilds.cache.get(guild.id)?.name).toBe('Test');
    expect(ada.commands()).toEqual(['/panel', '/find', '/slow', '/dm', '/upload']);
  });

  test('answers a slash command, a button and a select', async () => {
    const panel = await ada.slash('/panel');
    expect(panel.shows('What would you like?')).toBe(true);
    expect(panel.buttons).toEqual(['Press', 'Open form']);

    const picked = await ada.select('Pick a metal', 'Gold');
    expect(picked.text).toBe('You picked au');
    expect(picked.ephemeral).toBe(true);
    expect(guild.member('olga').sees('general').shows('You picked')).toBe(false);

    await ada.click('Press');
    expect(guild.member('olga').sees('general').shows('Pressed')).toBe(true);
    expect(panel.buttons).toEqual([]);
  });

  test('opens a modal and answers what is sent', async () => {
    await ada.slash('/panel');
    const form = await ada.click('Open form');
    expect(form.modal?.title).toBe('Tell us');
    expect((await ada.submit({ Subject: 'a lost order' })).text).toBe('About a lost order');
  });

  test('offers choices while somebody types, and takes the chosen one', async () => {
    const typed = await ada.autocomplete('/find', { id: 'ORD' });
    expect(typed.choices).toEqual([
      { name: 'Order ORD-1', value: 'ORD-1' },
      { name: 'Order ORD-2', value: 'ORD-2' },
    ]);
    expect((await ada.slash('/find', { id: 'ORD-2' })).text).toBe('Found ORD-2');
  });

  test('defers, edits and follows up, for one person only', async () => {
    const reply = await ada.slash('/slow');
    await reply.until('And one more thing');
    expect(reply.messages.map((message) => message.text)).toEqual(['All done', 'And one more thing']);
    expect(reply.ephemeral).toBe(true);
    expect(guild.member('olga').sees('general').shows('All done')).toBe(false);
  });

  test('writes a direct message, which a closed door refuses', async () => {
    await ada.slash('/dm');
    expect(ada.dms(bot).shows('Psst, a secret')).toBe(true);
    ada.closeDms();
    await expect(client.users.send(ada.id, 'again')).rejects.toMatchObject({ code: 50007, status: 403 });
    ada.openDms();
  });

  test('takes a file, gives one back, and it can be read from the CDN until its link runs out', async () => {
    const content = 'three lines\nof some\ntext';
    const reply = await ada.slash('/upload', { file: { name: 'note.txt', content } });
    const message = await client.channels.fetch(guild.channel('general').id).then((channel) => {
      if (!channel?.isTextBased()) throw new Error('general is a text channel');
      return channel.messages.fetch({ message: reply.message!.id, cache: false });
    });
    const file = message.attachments.first()!;
    expect(file.name).toBe('copy-of-note.txt');
    expect(await (await fetch(file.url)).text()).toBe(content);

    sandbox.clock.advance(25 * 60 * 60 * 1000);
    expect((await fetch(file.url)).status).toBe(404);
    const again = await message.fetch(true);
    expect(await (await fetch(again.attachments.first()!.url)).text()).toBe(content);
  });

  test('a dropped gateway: it resumes, and no event is lost or comes twice', async () => {
    heard.length = 0;
    const before = { resumes, identified };
    sandbox.gateway.dropAll();
    const said = Array.from({ length: 20 }, (_, index) => `while away ${index}`);
    for (const text of said) ada.say(text);
    await ada.until(() => resumes > before.resumes);
    ada.say('back again');
    await ada.until(() => heard.includes('back again'));
    expect(heard).toEqual([...said, 'back again']);
    expect(identified).toBe(before.identified);
  });

  test('told to reconnect: it resumes, and no event is lost', async () => {
    heard.length = 0;
    const before = resumes;
    sandbox.gateway.reconnectAll();
    ada.say('in between');
    await ada.until(() => resumes > before);
    ada.say('after it');
    await ada.until(() => heard.includes('after it'));
    expect(heard).toEqual(['in between', 'after it']);
  });

  test('an invalid session: it identifies anew and works as before', async () => {
    const before = identified;
    sandbox.gateway.invalidateAll(false);
    await ada.until(() => identified > before);
    expect((await ada.slash('/find', { id: 'ORD-1' })).text).toBe('Found ORD-1');
  });
});
