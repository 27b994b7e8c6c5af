import { expect } from 'vitest';
import { Attachment } from '../entities/attachment.ts';
import { channel, guild, onEveryDatabase, sam } from './ground.ts';

const file = (id: string) => ({ id, name: `${id}.png`, size: 10, channel, message: '1' });

onEveryDatabase((test) => {
  test('files are added once, however often a job brings them, and the history says which', async ({
    files,
    shelf,
    make,
    all,
  }) => {
    const { id } = await make();
    await files.attach(guild, id, [file('1'), file('2')], sam);
    await files.attach(guild, id, [file('1'), file('2')], sam);
    await files.attach(guild, id, [file('2'), file('3')], sam);
    expect((await all(Attachment)).map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
    const told = (await shelf.history(id, 0)).rows.filter(({ kind }) => kind === 'attached');
    expect(told.map(({ to }) => to)).toEqual(['3.png', '1.png\n2.png']);
  });

  test('two orders may have one file; two who add at once both do', async ({ files, make, shelf }) => {
    const [one, other] = [await make(), await make()];
    await Promise.all(
      [one, other, one].map(({ id }, index) =>
        files.attach(guild, id, [file('1'), file(`${index + 2}`)], sam),
      ),
    );
    expect((await shelf.attachments(one.id)).map(({ id }) => id).sort()).toEqual(['1', '2', '4']);
    expect((await shelf.attachments(other.id)).map(({ id }) => id).sort()).toEqual(['1', '3']);
  });
});
