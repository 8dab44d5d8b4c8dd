import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultEnvironment, type PageChange } from '../../src/data/environment.ts';

afterEach(() => vi.unstubAllGlobals());

/** As much of a page as the data layer looks at. */
function stubPage() {
  const page = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    prerendering: false,
    baseURI: 'https://page.example/a/',
  });
  const host = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', host.addEventListener.bind(host));
  vi.stubGlobal('removeEventListener', host.removeEventListener.bind(host));
  return { page, host };
}

describe('the real world', () => {
  it('in Node: shown, online, nothing to watch', () => {
    expect(defaultEnvironment.visibility()).toBe('shown');
    expect(defaultEnvironment.online()).toBe(true);
    expect(defaultEnvironment.baseUrl()).toBeUndefined();
    defaultEnvironment.watchPage(() => {})();
  });

  it('in a page: what it tells, until it is no longer watched', () => {
    const { page, host } = stubPage();
    const heard: PageChange[] = [];
    const stop = defaultEnvironment.watchPage((change) => heard.push(change));
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    expect(defaultEnvironment.visibility()).toBe('hidden');
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    for (const type of ['pagehide', 'online', 'offline']) host.dispatchEvent(new Event(type));
    host.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    host.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(heard).toEqual(['hidden', 'shown', 'left', 'online', 'offline', 'returned']);
    stop();
    for (const type of ['pagehide', 'online']) host.dispatchEvent(new Event(type));
    expect(heard).toHaveLength(6);
    expect(defaultEnvironment.baseUrl()).toBe('https://page.example/a/');
  });

  it('[F16] a prerendered page waits until it is shown', () => {
    const { page } = stubPage();
    page.prerendering = true;
    const heard: PageChange[] = [];
    defaultEnvironment.watchPage((change) => heard.push(change));
    expect(defaultEnvironment.visibility()).toBe('waiting');
    page.prerendering = false;
    page.dispatchEvent(new Event('prerenderingchange'));
    expect(defaultEnvironment.visibility()).toBe('shown');
    expect(heard).toEqual(['shown']);
  });

  it('a timer can be taken back', async () => {
    const run = vi.fn();
    defaultEnvironment.after(1, run)();
    await new Promise((resolve) => defaultEnvironment.after(5, () => resolve(undefined)));
    expect(run).not.toHaveBeenCalled();
  });
});
