import type { Deps } from './context.ts';

/** Seconds; the last is the limit of a good day. */
const EDGES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Counts for Prometheus and whoever speaks its format. Routes are patterns, so nothing here knows a person or an id. */
export class Metrics {
  readonly #counts = new Map<string, number>();
  readonly #times = new Map<string, { buckets: number[]; sum: number; count: number }>();

  observe(method: string, route: string, status: number, ms: number): void {
    const labels = `method="${method}",route="${route}"`;
    const counted = `${labels},status="${status}"`;
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
    const times = this.#times.get(labels) ?? { buckets: EDGES.map(() => 0), sum: 0, count: 0 };
    this.#times.set(labels, times);
    times.sum += ms / 1000;
    times.count++;
    for (const [index, edge] of EDGES.entries()) if (ms / 1000 <= edge) times.buckets[index]!++;
  }

  text(deps: Pick<Deps, 'hub' | 'batches' | 'pressure'>): string {
    const { rss, heapUsed } = process.memoryUsage();
    const lines: string[] = [];
    const family = (name: string, type: string, help: string, samples: readonly (readonly [string, number])[]) => {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
      for (const [suffix, value] of samples) lines.push(`${name}${suffix} ${value}`);
    };
    family(
      'cairn_requests_total',
      'counter',
      'Answered requests.',
      [...this.#counts].map(([labels, count]) => [`{${labels}}`, count]),
    );
    family(
      'cairn_request_seconds',
      'histogram',
      'Time until an answer began.',
      [...this.#times].flatMap(([labels, { buckets, sum, count }]) => [
        ...buckets.map((value, index) => [`_bucket{${labels},le="${EDGES[index]}"}`, value] as const),
        [`_bucket{${labels},le="+Inf"}`, count] as const,
        [`_sum{${labels}}`, sum] as const,
        [`_count{${labels}}`, count] as const,
      ]),
    );
    const gauge = (name: string, help: string, value: number) => family(name, 'gauge', help, [['', value]]);
    gauge('cairn_streams', 'Open live streams.', deps.hub.streams);
    gauge('cairn_waiting', 'Contributions waiting for a transaction.', deps.batches.depth);
    gauge('cairn_pressure', '0 calm, 1 lists wait, 2 streams wait too.', deps.pressure.level);
    gauge('cairn_loop_late_seconds', 'How late the event loop is, smoothed.', deps.pressure.late / 1000);
    gauge('process_resident_memory_bytes', 'Memory of the process.', rss);
    gauge('nodejs_heap_used_bytes', 'Memory in use by script.', heapUsed);
    gauge('process_uptime_seconds', 'Seconds since the start.', process.uptime());
    return `${lines.join('\n')}\n`;
  }
}
