/*
 * The only importer of Chart.js; reached by `import()` when a chart comes near the screen. It draws the area, the curve
 * and the pace; the lines of the scale lie under it and all text over it, in HTML.
 */
import { Chart, LinearScale, LineController, LineElement, PointElement, type Plugin } from 'chart.js';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Everything that is drawn: x in milliseconds since the epoch, y in the unit of the goal. */
export interface Plot {
  x: readonly [min: number, max: number];
  top: number;
  curve: readonly { x: number; y: number }[];
  pace: readonly { x: number; y: number }[];
  /** Time runs from right to left. */
  mirrored: boolean;
  mark: string;
  tint: string;
  /** False jumps to the new state. */
  moves: boolean;
}

export interface Drawing {
  update(plot: Plot): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

/** Draws on a canvas until told otherwise. `destroy` must be called: a chart cannot notice that its canvas is gone. */
export function draw(canvas: HTMLCanvasElement, plot: Plot, width: number, height: number): Drawing {
  canvas.width = width;
  canvas.height = height;
  let { tint } = plot;
  // The area under the curve. Chart.js has a plugin for fills of every kind; one fill does not need it.
  const area: Plugin<'line'> = {
    id: 'area',
    beforeDatasetsDraw(self) {
      const { ctx, chartArea } = self;
      const dots = self.getDatasetMeta(0).data.map((dot) => dot.getProps(['x', 'y']) as { x: number; y: number });
      ctx.save();
      ctx.beginPath();
      ctx.moveTo(dots[0]!.x, chartArea.bottom);
      for (const { x, y } of dots) ctx.lineTo(x, y);
      ctx.lineTo(dots.at(-1)!.x, chartArea.bottom);
      ctx.fillStyle = tint;
      ctx.fill();
      ctx.restore();
    },
  };
  const chart = new Chart(canvas, {
    type: 'line',
    plugins: [area],
    data: { datasets: datasetsOf(plot) },
    options: {
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      parsing: false,
      normalized: true,
      clip: false,
      // The scales have no text, so the plot fills the canvas to its edges.
      layout: { padding: 0, autoPadding: false },
      animation: plot.moves ? { duration: 900, easing: 'easeOutCubic' } : false,
      elements: { point: { radius: 0, hitRadius: 0, hoverRadius: 0 }, line: { tension: 0 } },
      scales: scalesOf(plot),
    },
  });
  return {
    update(next) {
      tint = next.tint;
      chart.data.datasets = datasetsOf(next);
      chart.options.scales = scalesOf(next);
      chart.options.animation = next.moves ? { duration: 900, easing: 'easeOutCubic' } : false;
      chart.update(next.moves ? undefined : 'none');
    },
    resize(w, h) {
      chart.resize(w, h);
    },
    destroy() {
      chart.destroy();
    },
  };
}

const scalesOf = ({ x, top, mirrored }: Plot) => ({
  x: { type: 'linear' as const, display: false, min: x[0], max: x[1], reverse: mirrored },
  y: { type: 'linear' as const, display: false, min: 0, max: top },
});

function datasetsOf({ curve, pace, mark }: Plot) {
  return [
    {
      data: [...curve],
      borderColor: mark,
      borderWidth: 2.5,
      borderJoinStyle: 'round' as const,
      borderCapStyle: 'round' as const,
    },
    { data: [...pace], borderColor: mark, borderWidth: 2.5, borderCapStyle: 'round' as const, borderDash: [1, 6] },
  ];
}
