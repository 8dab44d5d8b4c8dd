/** What a visitor does on the demo page, in words. */
import { expect } from 'vitest';
import { answered, type Page } from '../helpers/drive.ts';

export const FORM = 'cairn-contribution-form';
export const METER = 'cairn-progress-thermometer';

/** Text a reader sees in an element's shadow root, white space as one space, marks of direction left out. */
export function shown(page: Page, tag: string): Promise<string> {
  return page.evalOn(tag, (element) =>
    [...(element.shadowRoot?.children ?? [])]
      .map((child) => (child as HTMLElement).innerText ?? '')
      .join(' ')
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/[\s\u00A0\u202F]+/g, ' ')
      .trim(),
  );
}

export async function waitForText(page: Page, tag: string, text: string | RegExp, timeout = 15_000): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const now = await answered(shown(page, tag)).catch(() => ''); // between two pages there is none
    if (typeof text === 'string' ? now.includes(text) : text.test(now)) return;
    if (Date.now() > end) throw new Error(`<${tag}> never said ${String(text)}; it says: ${now.slice(0, 600)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a page and waits until the form can be filled in. */
export async function openForm(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForVisible(`${FORM} >>> .submit`);
}

export async function choosePathway(page: Page, label: string): Promise<void> {
  await page.evalOn(
    `${FORM} >>> .tabs`,
    (tabs, label: string) => {
      const tab = [...tabs.querySelectorAll<HTMLElement>('.tab')].find((one) => one.textContent.trim() === label);
      if (!tab) throw new Error(`no tab ${label}`);
      tab.click();
    },
    label,
  );
}

/** Opens the pledge and sets its day, twenty days from now. */
export async function choosePledge(page: Page): Promise<void> {
  await choosePathway(page, 'Pledge');
  await page.waitForVisible(`${FORM} >>> [name="due"]`);
  await page.evalOn(`${FORM} >>> [name="due"]`, (input) => {
    const field = input as HTMLInputElement;
    field.value = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

export async function fillPerson(page: Page, name = 'Ada Byron', email = 'ada@example.org'): Promise<void> {
  await page.fill(`${FORM} >>> [name="name"]`, name);
  await page.fill(`${FORM} >>> [name="email"]`, email);
}

/** Fills in a gift of a typed amount, ready for the button. */
export async function fillGift(page: Page, amount: string): Promise<void> {
  await page.fill(`${FORM} >>> [name="custom"]`, amount);
  await fillPerson(page);
}

export const submit = (page: Page, count = 1) => page.click(`${FORM} >>> .submit`, { count });

/** Presses a button of the stand-in checkout page. */
export async function atCheckout(page: Page, action: 'pay' | 'decline' | 'cancel'): Promise<void> {
  await page.waitForVisible(`button[value="${action}"]`, { timeout: 20_000 });
  expect(await page.eval('document.body.innerText')).toMatch(/no money/i);
  await page.click(`button[value="${action}"]`);
}

/** Fails on anything the page wrote to its console. */
export async function expectQuiet(page: Page, allowed: RegExp[] = []): Promise<void> {
  const lines = (await page.consoleLines()).filter((line) => !allowed.some((one) => one.test(line)));
  expect(lines).toEqual([]);
}
