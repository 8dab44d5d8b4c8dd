import type { Point } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import { seriesInSlices, seriesNow, type Interval, type Series } from './series.ts';

/** Points that are put in order at once; a longer history takes turns with the page. */
const AT_ONCE = 5000;

/** One history is read once, whoever shows it and however often the totals beside it change. */
const read = new WeakMap<readonly Point[], Series | Promise<Series>>();

const NONE: readonly Point[] = [];

type Asked = { points: readonly Point[] } | 'waiting' | 'failed';

/** The histories of a chart: those in the campaign's document, and those its home keeps elsewhere. */
export class Histories {
  readonly #changed: () => void;
  readonly #asked = new Map<string, Asked>();
  #store: CampaignStore | undefined;

  /** @param changed called when something that was on its way has come */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The series of a goal; `waiting` while it is on its way, `failed` when it could not be had. */
  of(
    campaign: Campaign,
    goalId: string,
    options: { store: CampaignStore | undefined; interval: Interval; ask: boolean },
  ): Series | 'waiting' | 'failed' {
    const embedded = campaign.history.find((one) => one.goalId === goalId)?.points ?? NONE;
    if (embedded.length > 0) return this.#read(embedded);
    const { store, interval, ask } = options;
    if (!campaign.links.history || !store?.history) return this.#read(NONE);
    if (store !== this.#store) this.forget();
    this.#store = store;
    const by = interval === 'auto' ? 'day' : interval;
    const key = `${goalId} ${by}`;
    const known = this.#asked.get(key);
    if (typeof known === 'object') return this.#read(known.points);
    if (!known && ask) {
      this.#asked.set(key, 'waiting');
      const settle = (answer: Asked) => {
        if (store !== this.#store) return;
        this.#asked.set(key, answer);
        this.#changed();
      };
      store.history(goalId, by).then(
        (points) => settle({ points }),
        (cause: unknown) => {
          report('warn', `the history of ${goalId} did not load: ${String(cause)}`);
          settle('failed');
        },
      );
    }
    return known ?? 'waiting';
  }

  /** What failed is asked for again. */
  forget(): void {
    this.#asked.clear();
  }

  #read(points: readonly Point[]): Series | 'waiting' {
    let series = read.get(points);
    if (!series) {
      series = points.length > AT_ONCE ? seriesInSlices(points) : seriesNow(points);
      read.set(points, series);
    }
    if (!(series instanceof Promise)) return series;
    void series.then((done) => {
      read.set(points, done);
      this.#changed();
    });
    return 'waiting';
  }
}
