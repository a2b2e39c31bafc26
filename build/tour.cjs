// Makes the pictures of docs/tour.md: signs in to a running demo, makes two exports, and photographs every page.
//
//   dotnet run --project DataExport.Web            (a new data directory, so that the demo is fresh)
//   dotnet build DataExport.Tests                  (brings Playwright and its Node)
//   DataExport.Tests/bin/Debug/net10.0/.playwright/node/linux-x64/node build/tour.cjs [ADDRESS] [FOLDER]
const path = require('path');
const { chromium } = require(path.join(__dirname, '../DataExport.Tests/bin/Debug/net10.0/.playwright/package'));

const address = process.argv[2] ?? 'http://localhost:8080';
const folder = process.argv[3] ?? path.join(__dirname, '../docs/images/tour');
const org = '/organizations/acme';

/** Everything that is photographed: name of the picture, address, and what has to be there. */
const pages = found => [
  ['my-exports', `${org}/exports`, 'table tbody tr'],
  ['new-export', `${org}/exports/new?field=timestamp&field=level&field=title&field=release&query=level%3Aerror`, '.preview table tbody tr'],
  ['download', `${org}/data-export/${found.export}`, 'text=All done.'],
  ['discover', `${org}/discover?query=level%3Aerror`, 'table tbody tr'],
  ['event', found.event, 'main h1'],
  ['issues', `${org}/issues`, 'table tbody tr'],
  ['issue', found.issue, 'main h1'],
  ['projects', `${org}/projects`, 'main h1'],
  ['project', `${org}/projects/storefront`, 'main h1'],
  ['profile', `${org}/settings`, 'main h1'],
  ['security', `${org}/settings/security`, 'main h1'],
  ['tokens', `${org}/settings/tokens`, 'main h1'],
  ['members', `${org}/settings/members`, 'table tbody tr'],
  ['teams', `${org}/settings/teams`, 'main h1'],
  ['usage', `${org}/settings/usage`, 'main h1'],
  ['audit-log', `${org}/settings/audit-log`, 'table tbody tr'],
  ['organization', `${org}/settings/organization`, 'main h1'],
  ['admin-exports', '/admin/exports', 'table tbody tr'],
  ['admin-queue', '/admin/queue', 'main h1'],
  ['admin-storage', '/admin/storage', 'main h1'],
  ['admin-organizations', '/admin/organizations', 'table tbody tr'],
  ['admin-users', '/admin/users', 'table tbody tr'],
  ['admin-mail', '/admin/mail', 'main h1'],
  ['admin-options', '/admin/options', 'main h1'],
  ['admin-audit-log', '/admin/audit-log', 'table tbody tr'],
];

// Every page in light at a desk; those of a person who exports also in the dark and on a phone.
const everywhere = ['my-exports', 'new-export', 'download', 'discover', 'issue'];
const looks = [
  ['', { colorScheme: 'light', viewport: { width: 1280, height: 860 } }],
  ['-dark', { colorScheme: 'dark', viewport: { width: 1280, height: 860 } }],
  ['-phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
];

async function signIn(page) {
  await page.goto(`${address}/account/sign-in`);
  await page.getByLabel('E-mail address').fill('demo@example.com');
  await page.getByLabel('Password', { exact: true }).fill('demo-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/organizations/);
}

const exportsToMake = [
  'field=transaction&field=count()&field=p95(tags[duration_ms])&query=project%3Acheckout-api&sort=-count()',
  'field=id&field=timestamp&field=title&field=user.id&field=tags[region]&query=&statsPeriod=30d&format=jsonl',
  'field=timestamp&field=level&field=title&field=release&query=level%3Aerror',
];

/** Asks for exports as the page does, and finds an issue and an event to show. */
async function prepare(page) {
  for (const query of exportsToMake) {
    await page.goto(`${address}${org}/exports/new?${query}`);
    await page.locator('.preview table tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Start the export' }).click();
    await page.waitForURL(/data-export|exports$/);
    await page.locator('text=All done.').or(page.locator('.badge')).first().waitFor();
  }
  await page.goto(`${address}${org}/exports`);
  await page.locator('main a[href*="/data-export/"]').first().waitFor();
  const exportLink = await page.locator('main a[href*="/data-export/"]').first().getAttribute('href');
  await page.goto(`${address}${org}/issues`);
  const issue = await page.locator('table tbody a').first().getAttribute('href');
  await page.goto(`${address}${org}/discover?query=level%3Aerror`);
  const event = await page.locator('a.cell-link').first().getAttribute('href');
  return { export: exportLink.split('/').pop(), issue, event };
}

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  let found;
  for (const [suffix, options] of looks) {
    const page = await (await browser.newContext(options)).newPage();
    await signIn(page);
    found ??= await prepare(page);
    for (const [name, target, ready] of pages(found)) {
      if (suffix && !everywhere.includes(name)) continue;
      const file = path.join(folder, `${name}${suffix}.png`);
      try {
        await page.goto(target.startsWith('http') ? target : new URL(target, address).href);
        await page.locator(ready).first().waitFor({ timeout: 20000 });
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: file, animations: 'disabled' });
      } catch (error) {
        console.error(`${name}${suffix}: ${error.message.split('\n')[0]}`);
        process.exitCode = 1;
        await page.screenshot({ path: file });
      }
    }
    await page.context().close();
  }
  await browser.close();
})();
