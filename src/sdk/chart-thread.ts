import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { Chart, registerables } from 'chart.js';
import type { ChartAnswer, ChartData, ChartRequest, ChartSize } from './chart.ts';
import { fontFamily, lookOf } from './chart-look.ts';

// The fonts stay with the process when a thread ends.
if (!GlobalFonts.has(fontFamily)) {
  for (const file of ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf']) {
    const path = fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${file}`));
    if (!GlobalFonts.registerFromPath(path, fontFamily)) {
      throw new Error(`the font ${path} cannot be read`);
    }
  }
}
Chart.register(...registerables);

parentPort!.on('message', ({ id, data, size }: ChartRequest) => {
  parentPort!.postMessage(answerTo(id, data, size));
});

function answerTo(id: number, data: ChartData, size: ChartSize): ChartAnswer {
  try {
    return { id, png: draw(data, size) };
  } catch (error) {
    return { id, error: error as Error };
  }
}

// One for all pictures: canvases that wait for the garbage collector cost twice the memory.
const canvas = createCanvas(1, 1);
const pen = canvas.getContext('2d');

function draw(data: ChartData, size: ChartSize): Uint8Array {
  canvas.width = size.width;
  canvas.height = size.height;
  const widthIn = (font: string, text: string) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
  try {
    new Chart(canvas as never, lookOf(data, size, widthIn));
    return Uint8Array.from(canvas.toBuffer('image/png'));
  } finally {
    Chart.getChart(canvas as never)?.destroy();
  }
}
