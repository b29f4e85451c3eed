import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where this machine has a browser; undefined where it has none. */
export const browserPath: string | undefined = PLACES.find((place) => existsSync(place));

export async function launchBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error(`no browser at ${PLACES.join(', ')}`);
  return await chromium.launch({
    executablePath: browserPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Everything on a page that its visitor should not have met, as it happens. Requests that the page itself gave up are none. */
export function watch(context: BrowserContext): string[] {
  const problems: string[] = [];
  const watchPage = (page: Page): void => {
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      if (why !== 'net::ERR_ABORTED') problems.push(`${request.method()} ${request.url()}: ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        problems.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
    });
  };
  context.on('page', watchPage);
  return problems;
}
