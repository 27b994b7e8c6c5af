import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dot, FileServer } from './file-server.ts';
import { hostileTranscript } from './hostile.ts';
import type { MadeTranscript } from './made.ts';
import { corpus } from './xss-corpus.ts';

/** What the pages of the browser have, as far as this file looks at it. */
declare const document: {
  readonly links: Iterable<{ readonly href: string }>;
  readonly body: { readonly textContent: string | null };
  querySelectorAll(selector: string): Iterable<{
    open: boolean;
    getAttribute(name: string): string | null;
    getAttributeNames(): string[];
  }> & {
    readonly length: number;
  };
  getElementById(id: string): { readonly textContent: string | null } | null;
};

/** Where Debian's package puts it; `.ci/chromium` installs it. */
const program = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A browser on a busy machine takes its time, in ms. */
const patience = 60_000;

let browser: Browser | undefined;
let made: MadeTranscript;
let server: FileServer;

beforeAll(async () => {
  // Whatever is asked for is a picture, but for the texts.
  server = await FileServer.start((path, response) => response.end(path.startsWith('/text') ? 'text' : dot));
  made = await hostileTranscript(corpus, server);
  browser = existsSync(program)
    ? await chromium.launch({
        executablePath: program,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      })
    : undefined;
}, patience);
afterAll(async () => {
  await browser?.close();
  await made?.remove();
  await server?.stop();
});

/** Opens a page, clicks and reads as a person does, and tells what ran, what was asked for and where it led. */
async function visit(file: string) {
  const happened: string[] = [];
  const context = await browser!.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  await page.exposeFunction('told', (which: unknown) => happened.push(`ran ${which}`));
  const address = pathToFileURL(join(made.folder, file)).href;
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) {
      happened.push(`asked for ${request.url()}`);
    }
  });
  page.on('dialog', async (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (frame.url() !== address) {
      happened.push(`went to ${frame.url()}`);
    }
  });
  context.on('page', (other) => happened.push(`opened ${other.url()}`));
  await page.goto(address);
  const found = await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) {
      details.open = true;
    }
    const all = [...document.querySelectorAll('*')];
    return {
      links: [...document.links].map(({ href }) => href).filter((href) => !/^(https?|file):/.test(href)),
      handlers: all.filter((one) =>
        one.getAttributeNames().some((name) => /^(on|style|src(doc|set)$)/.test(name)),
      ).length,
      pictures: document.querySelectorAll('img:not([src^="data:image/png;base64,"])').length,
      shown: document.querySelectorAll('img[alt]').length,
      files: [...document.querySelectorAll('a[download]')].map((one) => one.getAttribute('href')!),
      scripts: document.querySelectorAll('script').length,
      others: document.querySelectorAll('iframe, object, embed, link, base, form, video, svg, math').length,
    };
  });
  return { page, context, happened, found };
}

for (const file of ['ticket-0042-staff.html', 'ticket-0042.html']) {
  test(
    `whatever people write, nothing of it runs or is fetched: ${file}`,
    async ({ skip }) => {
      if (!browser) {
        skip('no Chromium: set CHROMIUM to where it is');
      }
      const { page, context, happened, found } = await visit(file);
      // Everything stands there as text: nothing is shown by leaving it out.
      const text = await page.evaluate(() => document.body.textContent ?? '');
      expect(text).toContain('<script>told(1)</script>');
      expect(text).toContain('<img src=x onerror=told(3)>');
      const { shown, files, ...wrong } = found;
      expect(wrong).toEqual({ links: [], handlers: 0, pictures: 0, scripts: 1, others: 0 });
      // Copies are shown, and led to, of every text.
      expect(shown).toBeGreaterThanOrEqual(5 * corpus.length);
      expect(files.length).toBeGreaterThanOrEqual(corpus.length);
      expect(files.filter((href) => !/^files\/text\d+-[\w.-]+$/.test(href))).toEqual([]);
      // The one script of ours does run.
      await page.locator('#search').fill('no such text anywhere');
      await page.waitForFunction(() =>
        /^0 \/ \d+$/.test(document.getElementById('found')?.textContent ?? ''),
      );
      expect(happened).toEqual([]);
      await context.close();
    },
    patience,
  );
}

test(
  'a page that would be attacked is noticed: the same test sees a script run',
  async ({ skip }) => {
    if (!browser) {
      skip('no Chromium: set CHROMIUM to where it is');
    }
    const context = await browser!.newContext();
    const page = await context.newPage();
    const happened: unknown[] = [];
    await page.exposeFunction('told', (which: unknown) => happened.push(which));
    await page.setContent(corpus[2]!);
    await expect.poll(() => happened, { timeout: patience }).toEqual([3]);
    await context.close();
  },
  patience,
);
