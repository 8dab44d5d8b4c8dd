import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Sets the size of the window in CSS pixels, in all three engines (the runner's own `setViewport` knows no WebKit).
 * WebKitGTK windows are at least 447 px wide: put the element in a narrower box to test a narrower layout.
 */
export async function setViewport(size: { width: number; height: number }): Promise<void> {
  await executeServerCommand('cairn-viewport', size);
}

/**
 * Pretends media features such as `{ 'forced-colors': 'active' }`; none puts everything back. Only Chromium lets a test
 * do that; elsewhere it answers whether the browser was started with them, as `MEDIA=forced-colors` does.
 */
export async function setMedia(features: Record<string, string> = {}): Promise<boolean> {
  return executeServerCommand('cairn-media', features);
}
