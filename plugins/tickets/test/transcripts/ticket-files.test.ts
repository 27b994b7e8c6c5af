import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyPolicy, safeName } from '../../transcripts/copy-policy.ts';
import { TicketFiles } from '../../transcripts/ticket-files.ts';
import { dot, FileServer } from './file-server.ts';

let root: string;
let folder: string;
let server: FileServer;
let others: FileServer;

/** How much the server gave of what has no end. */
let megabytes: number;

/** What the server answers for a path. */
const contents = new Map<string, Buffer | string>();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'guildhall-files-'));
  folder = join(root, 'files');
  contents.clear();
  megabytes = 0;
  server = await FileServer.start((path, response) => {
    const content = contents.get(path);
    if (path === '/elsewhere') {
      response.writeHead(302, { location: others.url('/inside') }).end();
    } else if (path === '/endless') {
      const piece = Buffer.alloc(1024 * 1024);
      const more = () => {
        for (let goes = true; goes && !response.destroyed; megabytes += 1) {
          goes = response.write(piece);
        }
      };
      response.on('drain', more);
      more();
    } else {
      response.writeHead(content === undefined ? 404 : 200, { 'content-type': 'image/png' }).end(content);
    }
  });
  others = await FileServer.start((_path, response) => response.end('secret'));
});
afterEach(async () => {
  await server.stop();
  await others.stop();
  await rm(root, { recursive: true, force: true });
});

const open = (hosts = [server.host]) => TicketFiles.open(folder, hosts);

/** A file of a message, and what the server gives for it. */
function file(id: string, filename: string, content: Buffer | string = 'content') {
  contents.set(`/${id}`, content);
  return { id, filename, size: content.length, url: server.url(`/${id}`) };
}

test('the name of a copy leads nowhere else, is one on every machine, and opens as nothing that runs', () => {
  const names: [string, string][] = [
    ['photo.PNG', 'photo.PNG'],
    ['../../etc/passwd', 'etc_passwd.bin'],
    ['..\\..\\autoexec.txt', 'autoexec.txt'],
    ['/root/.ssh/id', 'root_.ssh_id.bin'],
    ['.htaccess', 'htaccess.bin'],
    ['page.html', 'page.html.bin'],
    ['picture.svg', 'picture.svg.bin'],
    ['page.xhtml', 'page.xhtml.bin'],
    ['a"><script>.png', 'a_script_.png'],
    ['nul\0byte.png', 'nul_byte.png'],
    ['', 'file.bin'],
    ['….', 'file.bin'],
    ['résumé\u202e.gnp.pdf', 'r_sum_.gnp.pdf'],
  ];
  expect(names.map(([given]) => [given, safeName(given)])).toEqual(names);
  expect(safeName(`${'x'.repeat(300)}.pdf`)).toHaveLength(80);
});

test('a file is kept as it is, once: nobody asks for it again, not even later', async () => {
  const given = file('71', 'bill.pdf', 'the bill');
  const files = await open();
  expect(await files.file(given)).toEqual({ id: '71', name: 'bill.pdf', size: 8, stored: '71-bill.pdf' });
  expect(await readFile(join(folder, '71-bill.pdf'), 'utf8')).toBe('the bill');
  await files.file(given);
  contents.clear();
  expect(await (await open()).file(given)).toMatchObject({ stored: '71-bill.pdf' });
  expect(server.asked).toEqual(['/71']);
});

test('only addresses of the hosts are asked, and no redirect is followed', async () => {
  const files = await open();
  const about = { id: '72', filename: 'a.png', size: 3 };
  for (const url of [
    others.url('/inside'),
    server.url('/elsewhere'),
    `ftp://${server.host}/x`,
    'file:///etc/passwd',
    'data:text/plain,x',
    `http://${server.host}@${others.host}/inside`,
    'not an address',
  ]) {
    expect(await files.file({ ...about, url })).toEqual({
      id: '72',
      name: 'a.png',
      size: 3,
      missing: 'gone',
    });
    expect(await files.picture(url)).toBeUndefined();
  }
  expect(others.asked).toEqual([]);
  expect(new Set(server.asked)).toEqual(new Set(['/elsewhere']));
  expect(await readdir(folder).catch(() => [])).toEqual([]);
});

test('programs and what is too large are not fetched; what lies about its size is not kept', async () => {
  const files = await open();
  const { file: most } = copyPolicy;
  const large = { ...file('73', 'film.mp4'), size: most + 1 };
  expect(await files.file(large)).toMatchObject({ missing: 'large' });
  for (const name of ['setup.exe', 'RUN.Bat', 'x.png.js', 'shortcut.lnk']) {
    expect(await files.file(file('74', name))).toMatchObject({ missing: 'program' });
  }
  expect(server.asked).toEqual([]);
  const endless = { id: '75', filename: 'small.txt', size: 10, url: server.url('/endless') };
  expect(await files.file(endless)).toEqual({ id: '75', name: 'small.txt', size: 10, missing: 'gone' });
  // What is on its way is not counted by anybody.
  expect(megabytes).toBeLessThan(100);
  expect(await files.file({ ...file('76', 'gone.txt'), url: server.url('/no-such') })).toMatchObject({
    missing: 'gone',
  });
  expect(await readdir(folder)).toEqual([]);
});

test('the files of one ticket have a limit together, those of earlier transcripts included', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '1-film.mp4'), '');
  await truncate(join(folder, '1-film.mp4'), copyPolicy.total - 10);
  const files = await open();
  expect(await files.file(file('77', 'fits.txt', '0123456789'))).toMatchObject({ stored: '77-fits.txt' });
  expect(await files.file(file('78', 'more.txt', '1'))).toEqual({
    id: '78',
    name: 'more.txt',
    size: 1,
    missing: 'full',
  });
});

test('what is a picture its bytes say; svg and texts that say so are none', async () => {
  const files = await open();
  expect(await files.file(file('81', 'dot.txt', dot))).toMatchObject({ picture: 'image/png' });
  const svg = await files.file(file('82', 'a.svg', '<svg onload="x"/>'));
  expect(svg).toEqual({ id: '82', name: 'a.svg', size: 17, stored: '82-a.svg.bin' });
  expect(await files.file(file('83', 'a.png', '<script>'))).not.toHaveProperty('picture');
  expect(await files.file(file('84', 'a.png', ''))).not.toHaveProperty('picture');
});

test('pictures stand in the transcript up to a size each, and together; the others lie beside it', async () => {
  const { picture, pictures } = copyPolicy;
  const of = (size: number) => Buffer.concat([dot, Buffer.alloc(size - dot.length)]);
  const files = await open();
  expect(await files.file(file('90', 'large.png', of(picture + 1)))).not.toHaveProperty('picture');
  const many = pictures / picture;
  const shown: boolean[] = [];
  for (let index = 0; index <= many; index += 1) {
    const copy = await files.file(file(`9${index}1`, 'a.png', of(picture)));
    expect(copy).toHaveProperty('stored');
    shown.push('picture' in copy);
  }
  expect(shown).toEqual([...Array(many).fill(true), false]);
});

test('a picture that an embed shows is one file, whatever stands behind its address', async () => {
  contents.set('/a/dot.png?ex=1', dot);
  const files = await open();
  const first = await files.picture(server.url('/a/dot.png?ex=1'));
  expect(first).toMatchObject({ name: 'dot.png', picture: 'image/png', size: dot.length });
  expect(await files.picture(server.url('/a/dot.png?ex=2'))).toEqual(first);
  expect(server.asked).toEqual(['/a/dot.png?ex=1']);
});

test('copies are taken away by the ids of their files', async () => {
  const files = await open();
  await files.file(file('71', 'bill.pdf'));
  await files.file(file('72', 'other.pdf'));
  await (await open([])).removeIds(['71', '99']);
  expect(await readdir(folder)).toEqual(['72-other.pdf']);
});
