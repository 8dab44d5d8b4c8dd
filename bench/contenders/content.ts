/** What every contender shows, so that they differ in how and not in what. */
export interface Content {
  title: string;
  raised: string;
  of: string;
  percent: number;
  legend: string[];
  stats: [string, string][];
  milestones: string[];
}

const money = (cents: number) => `$${Math.round(cents / 100).toLocaleString('en-US')}`;

export function content(confirmed = 2_840_000): Content {
  const raised = confirmed + 578_000;
  return {
    title: 'Ten thousand trees for the high fells',
    raised: money(raised),
    of: `raised of ${money(5_000_000)}`,
    percent: Math.floor((raised / 5_000_000) * 100),
    legend: [
      `${money(confirmed)} Given`,
      `${money(578_000)} Matched by Merrow Outdoor`,
      `${money(400_000)} Pledged, not yet paid`,
    ],
    stats: [
      ['Supporters', '412'],
      ['Time left', '41 days'],
      ['Typical gift', '$38'],
    ],
    milestones: ['$10,000 Seed bank stocked', '$20,000 Nursery rebuilt', '$35,000 Keld Gill fenced'],
  };
}

/** One way to drive every contender from the page. */
export interface Contender {
  /** Puts `n` thermometers into `box`. */
  fill(box: HTMLElement, n: number): void;
  /** Shows another total in all of them. */
  update(confirmed: number): void;
  /** Resolves when everything asked for is in the DOM. */
  settled(): Promise<void>;
  /** Makes the engine lay out what can be seen, also where it would put that off until the next frame. */
  layOut(): void;
}

/**
 * Lays out the page, and the inside of the hosts that are in view. To ask for the inside of others would lay out by
 * force what the engine is free to leave alone, over and over.
 */
export function layOut(hosts: Iterable<Element> = [], inside?: (host: Element) => Element | null | undefined): void {
  void document.body.offsetHeight;
  for (const host of hosts) {
    if (host.getBoundingClientRect().top > innerHeight) return;
    inside?.(host)?.getBoundingClientRect();
  }
}

declare global {
  interface Window {
    contender: Contender;
  }
}
