import type { ChartConfiguration, ChartDataset, Plugin, PointStyle } from 'chart.js';
import type { ChartData, ChartSize } from './chart.ts';
import { stepOf, valueText } from './chart-axis.ts';
import { cutTo, lettersOf } from './chart-text.ts';

/** The name under which the bundled fonts are known to the canvas. */
export const fontFamily = 'Guildhall';

/** Light on dark: it stands out from Discord's dark theme as from its light one. */
const background = '#1b1c20';
const grid = '#35373e';
const ink = '#e6e8ec';

/** The colour of each series, in order. Lines have points of different shapes too, for those who see few colours. */
export const seriesColours = [
  '#5b9dff',
  '#ffb454',
  '#4fd18b',
  '#f2708f',
  '#b48cff',
  '#43cbd6',
  '#e8d44d',
  '#c9ccd3',
] as const;

const pointStyles: readonly PointStyle[] = [
  'circle',
  'rect',
  'triangle',
  'rectRot',
  'cross',
  'star',
  'crossRot',
  'dash',
];

/**
 * The chart as Chart.js takes it.
 * @throws RangeError when the data do not fit together: too many series, a value too many, a value that is no number.
 */
export function lookOf(
  data: ChartData,
  { width, height }: ChartSize,
  widthIn: (font: string, text: string) => number,
): ChartConfiguration {
  check(data);
  // A phone shows the picture about 350 points wide, so that this becomes 11 points.
  const size = Math.round(width / 32);
  const titleSize = Math.round(size * 1.2);
  const cut = (text: string, share: number, font = `${size}px ${fontFamily}`) =>
    cutTo(width * share, lettersOf(text), (part) => widthIn(font, part));
  const font = { family: fontFamily, size };
  const lines = Math.max(2, Math.floor(height / (size * 3.5)));
  const written = valueText(data);
  const isEmpty = data.series.every(({ values }) => values.every((value) => value === null));
  const { series, labels } = isEmpty ? { series: [], labels: [] } : data;
  return {
    type: data.kind === 'line' ? 'line' : 'bar',
    data: {
      labels: labels.map((label) => cut(label, 0.2)),
      datasets: series.map(({ name, values }, index) => ({
        label: cut(name, 0.35),
        data: [...values],
        ...(data.kind === 'line' ? lineLook(index, size) : barLook(index, size)),
      })),
    },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      events: [],
      color: ink,
      font,
      layout: { padding: Math.round(size * 0.8) },
      scales: {
        x: {
          display: !isEmpty,
          stacked: data.kind === 'stacked',
          grid: { display: false },
          border: { color: grid },
          ticks: { color: ink, font, maxRotation: 45 },
        },
        y: {
          display: !isEmpty,
          stacked: data.kind === 'stacked',
          beginAtZero: true,
          grid: { color: grid },
          border: { display: false },
          ticks: {
            color: ink,
            font,
            precision: 0,
            maxTicksLimit: lines + 1,
            stepSize: stepOf(data, lines),
            callback: (value) => written(Number(value)),
          },
        },
      },
      plugins: {
        title: {
          display: true,
          text: cut(data.title, 0.92, `bold ${titleSize}px ${fontFamily}`),
          color: ink,
          font: { ...font, size: titleSize, weight: 'bold' },
          padding: { bottom: size },
        },
        legend: {
          display: series.length > 1,
          position: 'bottom',
          labels: { color: ink, font, usePointStyle: true, padding: size },
        },
        tooltip: { enabled: false },
      },
    },
    plugins: [backdrop, ...(isEmpty ? [saying(lettersOf(data.empty), size)] : [])],
  };
}

const barLook = (index: number, size: number): Partial<ChartDataset<'bar'>> =>
  ({
    backgroundColor: seriesColours[index]!,
    borderRadius: Math.round(size / 6),
    maxBarThickness: size * 4,
    // In the legend; the bars have none.
    pointStyle: 'rectRounded',
  }) as Partial<ChartDataset<'bar'>>;

const lineLook = (index: number, size: number): Partial<ChartDataset<'line'>> => ({
  borderColor: seriesColours[index]!,
  backgroundColor: seriesColours[index]!,
  borderWidth: size / 7,
  pointStyle: pointStyles[index]!,
  pointRadius: size / 4,
  pointBorderWidth: size / 8,
});

const backdrop: Plugin = {
  id: 'backdrop',
  beforeDraw: ({ ctx, width, height }) => {
    ctx.fillStyle = background;
    ctx.fillRect(0, 0, width, height);
  },
};

const saying = (text: string, size: number): Plugin => ({
  id: 'saying',
  afterDraw: ({ ctx, width, height }) => {
    ctx.fillStyle = ink;
    ctx.font = `${size}px ${fontFamily}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, width / 2, height / 2, width * 0.92);
  },
});

function check({ labels, series }: ChartData): void {
  if (series.length > seriesColours.length) {
    throw new RangeError(`a chart has at most ${seriesColours.length} series, not ${series.length}`);
  }
  for (const { name, values } of series) {
    if (values.length !== labels.length) {
      throw new RangeError(`${name} has ${values.length} values for ${labels.length} labels`);
    }
    if (values.some((value) => value !== null && !Number.isFinite(value))) {
      throw new RangeError(`${name} has a value that is no number`);
    }
  }
}
