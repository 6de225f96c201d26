import { rendered } from '../clips/render.ts';
import { record } from './record.ts';
import { expect, Person, test } from './site.ts';

test('during a whole scoring nothing leaves the device: no body, no other origin, no address that depends on the clip', async ({
  browser,
  site,
}) => {
  const recorder = await record(site.url);
  const context = await browser.newContext({ proxy: recorder.proxy, baseURL: site.url, locale: 'en-GB' });
  const person = new Person(await context.newPage());
  try {
    await person.opens();
    await person.waitsUntilOffline();
    await person.chooses(await rendered('plain'));
    await person.readsReport();
    // What the report still loads in the background belongs to the record too.
    await person.page.waitForLoadState('networkidle');

    expect(recorder.requests.length).toBeGreaterThan(3);
    expect(recorder.requests.filter(({ url }) => !url.startsWith(`${site.url}/`))).toEqual([]);
    expect(recorder.requests.filter(({ method, bodyBytes }) => method !== 'GET' || bodyBytes > 0)).toEqual([]);
    const [report] = await person.savedReports();
    // But for the bucket of a staged release, 0 to 99, which a hundredth of all installs share.
    const bucket = /\/models\/manifest\.json\?bucket=\d{1,2}$/;
    const queries = recorder.requests.filter(
      ({ url }) => (new URL(url).search !== '' && !bucket.test(url)) || url.includes(report ?? ' '),
    );
    expect(queries).toEqual([]);
    await person.opens('/');
    await person.hearsThat(/0\sbytes sent/);
  } finally {
    await context.close();
    await recorder.close();
  }
});

test('the policy lets no page of the app reach another origin', async ({ person, page }) => {
  await person.opens();
  const outcome = await page.evaluate(() =>
    fetch('https://example.com/', { mode: 'no-cors' }).then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
  expect(person.complaints.join(' ')).toMatch(/Content Security Policy/);
  person.complaints.length = 0;
});
