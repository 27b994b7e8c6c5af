import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterEach, expect, test, vi } from 'vitest';
import { type ChartData, chartOf } from '../chart.ts';
import { seriesColours } from '../chart-look.ts';

const log = { warn: vi.fn<(message: string, facts?: Record<string, unknown>) => void>() };

afterEach(() => {
  vi.unstubAllEnvs();
  log.warn.mockClear();
});

const weeks = (more: Partial<ChartData> = {}): ChartData => ({
  kind: 'bars',
  title: 'Orders a week',
  labels: ['Nov 2', 'Nov 9', 'Nov 16'],
  series: [
    { name: 'Received', values: [4, 7, 5] },
    { name: 'Completed', values: [2, 6, 5] },
  ],
  unit: 'count',
  locale: 'en-US',
  empty: 'No orders yet',
  ...more,
});

const drawn = async (more?: Partial<ChartData>, size?: { width: number; height: number }) =>
  (await chartOf(weeks(more), log, size))!;

/** Where a picture has each colour, as `#rrggbb`: the columns of its pixels, left to right and row by row. */
async function coloursOf(png: Buffer): Promise<Map<string, number[]>> {
  const image = await loadImage(png);
  const pen = createCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const colours = new Map<string, number[]>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `#${Buffer.from(data.subarray(at, at + 3)).toString('hex')}`;
    const columns = colours.get(colour) ?? [];
    columns.push((at / 4) % image.width);
    colours.set(colour, columns);
  }
  return colours;
}

const seen = async (more: Partial<ChartData>) => {
  const colours = await coloursOf(await drawn(more));
  return seriesColours.filter((colour) => (colours.get(colour)?.length ?? 0) > 20);
};

const eight = seriesColours.map((_, index) => ({
  name: `Series ${index}`,
  values: [index + 1, index + 3, 9],
}));

test.each(['bars', 'stacked', 'line'] as const)(
  '%s are a picture that shows each series in its colour',
  async (kind) => {
    const image = await loadImage(await drawn({ kind }));

    expect([image.width, image.height]).toEqual([800, 480]);
    expect(await seen({ kind })).toEqual(seriesColours.slice(0, 2));
    expect(await seen({ kind, series: eight })).toEqual(seriesColours);
  },
);

test('the picture is as large as asked', async () => {
  const image = await loadImage(await drawn({}, { width: 1200, height: 700 }));

  expect([image.width, image.height]).toEqual([1200, 700]);
});

test('the same data make the same bytes, alone or among others; other data make others', async () => {
  const first = await drawn();
  const others: Partial<ChartData>[] = [
    { title: 'Orders a day' },
    { labels: ['Nov 2', 'Nov 9', 'Nov 17'] },
    { kind: 'stacked' },
    { unit: { currency: 'USD' } },
    { unit: 'minutes' },
    { series: [{ name: 'Received', values: [4, 7, 6] }] },
    { locale: 'es-ES', unit: { currency: 'EUR' } },
  ];
  const pictures = await Promise.all([drawn(), ...others.map((more) => drawn(more)), drawn()]);

  expect(pictures.at(0)!.equals(first)).toBe(true);
  expect(pictures.at(-1)!.equals(first)).toBe(true);
  expect(new Set(pictures.map((png) => png.toString('base64'))).size).toBe(others.length + 1);
});

test('bars of two series stand beside each other, stacked ones on top of each other', async () => {
  const sharedColumns = async (kind: ChartData['kind']) => {
    const colours = await coloursOf(await drawn({ kind }));
    const [first, second] = seriesColours.map((colour) => new Set(colours.get(colour)));
    return first!.intersection(second!).size / second!.size;
  };

  expect(await sharedColumns('bars')).toBeLessThan(0.3);
  expect(await sharedColumns('stacked')).toBeGreaterThan(0.7);
});

test('without a value the picture says so instead of showing a scale', async () => {
  const [nothing, unknown, otherWords, zeros] = await Promise.all([
    drawn({ labels: [], series: [] }),
    drawn({ series: [{ name: 'Received', values: [null, null, null] }] }),
    drawn({ labels: [], series: [], empty: 'Nobody ordered anything' }),
    drawn({ series: [{ name: 'Received', values: [0, 0, 0] }] }),
  ]);

  expect(unknown.equals(nothing)).toBe(true);
  expect(otherWords.equals(nothing)).toBe(false);
  expect(zeros.equals(nothing)).toBe(false);
  expect(await seen({ labels: [], series: [] })).toEqual([]);
});

test('a gap in a line is left open', async () => {
  const line = { kind: 'line', labels: ['1', '2', '3', '4', '5'] } as const;
  const blue = async (values: (number | null)[]) => {
    const colours = await coloursOf(await drawn({ ...line, series: [{ name: 'Received', values }] }));
    return colours.get(seriesColours[0])!.length;
  };

  expect(await blue([5, 5, null, 5, 5])).toBeLessThan((await blue([5, 5, 5, 5, 5])) * 0.8);
});

test('a long text is cut, and neither emoji nor ornate letters make another picture', async () => {
  const long = 'Bartholomew the Magnificent, third of his name';
  const same = async (more: (text: string) => Partial<ChartData>, one: string, other: string) => {
    const [first, second] = await Promise.all([drawn(more(one)), drawn(more(other))]);
    return first.equals(second);
  };
  const title = (title: string) => ({ title });
  const label = (label: string) => ({ labels: [label, 'b', 'c'] });
  const name = (name: string) => ({ series: [{ name, values: [1, 2, 3] }, weeks().series[1]!] });

  expect(await same(title, long.repeat(3), `${long.repeat(3)} and more`)).toBe(true);
  expect(await same(label, long, `${long} and more`)).toBe(true);
  expect(await same(name, long, `${long} and more`)).toBe(true);
  expect(await same(title, '𝓞rders 🎉', 'Orders')).toBe(true);
  expect(await same(title, 'Órders', 'Orders')).toBe(false);
});

test('what cannot be drawn is undefined and told in the log; the next chart is drawn', async () => {
  const series = [{ name: 'Received', values: [1, 2] }];
  const [mismatched, endless, crowded, fine] = await Promise.all([
    drawn({ series }),
    drawn({ series: [{ name: 'Received', values: [1, 2, Number.POSITIVE_INFINITY] }] }),
    drawn({ series: [...eight, eight[0]!] }),
    drawn(),
  ]);

  expect([mismatched, endless, crowded]).toEqual([undefined, undefined, undefined]);
  expect(fine).toBeInstanceOf(Buffer);
  const reasons = log.warn.mock.calls.map(([, facts]) => String(facts!.error));
  expect(reasons).toEqual([
    'RangeError: Received has 2 values for 3 labels',
    'RangeError: Received has a value that is no number',
    'RangeError: a chart has at most 8 series, not 9',
  ]);
});

test('where the canvas cannot be loaded, all who ask are told at once, and the bot goes on', async () => {
  vi.stubEnv('NAPI_RS_NATIVE_LIBRARY_PATH', '/nowhere/canvas.node');
  expect(await Promise.all([drawn(), drawn()])).toEqual([undefined, undefined]);
  expect(log.warn).toHaveBeenCalledTimes(2);

  vi.unstubAllEnvs();
  expect(await drawn()).toBeInstanceOf(Buffer);
});
