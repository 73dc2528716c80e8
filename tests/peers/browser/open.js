// Opens pages in Chromium, light and dark and as for paper, and prints one line of JSON for each: what the tests ask of it.
//   node open.js <chromium> <page.html>... [--shots <folder>]
'use strict';
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

(async () => {
  const [executablePath, ...rest] = process.argv.slice(2);
  const at = rest.indexOf('--shots');
  const shots = at < 0 ? null : rest[at + 1];
  const pages = at < 0 ? rest : rest.slice(0, at);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const file of pages) {
      for (const scheme of ['light', 'dark', 'print']) {
        const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, colorScheme: scheme === 'dark' ? 'dark' : 'light', bypassCSP: true });
        const page = await context.newPage();
        if (scheme === 'print') await page.emulateMedia({ media: 'print' });
        const messages = [], requests = [];
        page.on('console', message => messages.push(message.text()));
        page.on('pageerror', error => messages.push(String(error)));
        page.on('request', request => requests.push(request.url()));
        await page.goto(pathToFileURL(file).href, { timeout: 120000 });
        const loaded = await page.evaluate(() => ({
          cells: document.querySelectorAll('.matrix tbody td').length,
          marks: document.querySelectorAll('svg.fabric g.host').length,
          scripts: document.scripts.length,
          // What is wider than the window can be reached by scrolling where it is, and does not make the page scroll.
          isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        }));
        // Of a large page the large tables are hundreds of the same: the first rows stand for them.
        await page.evaluate(() => {
          for (const body of document.querySelectorAll('tbody')) while (body.rows.length > 12) body.deleteRow(-1);
          for (const row of document.querySelectorAll('.matrix tr')) while (row.cells.length > 14) row.deleteCell(-1);
        });
        await page.evaluate(axe.source);
        const result = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'], resultTypes: ['violations'] }));
        const violations = result.violations.map(violation => `${violation.id}: ${violation.nodes.slice(0, 2).map(node => node.html.slice(0, 120)).join(' / ')}`);
        // By the keyboard alone: the first stops are the way past the head, and the sections.
        const stops = [];
        for (let i = 0; i < 4 && scheme !== 'print'; i++) {
          await page.keyboard.press('Tab');
          stops.push(await page.evaluate(() => document.activeElement.getAttribute('href') || document.activeElement.getAttribute('aria-label') || ''));
        }
        if (shots) await page.screenshot({ path: path.join(shots, `${path.basename(file, '.html')}-${scheme}.png`), timeout: 120000 });
        console.log(JSON.stringify({ file, scheme, messages, requests: requests.filter(url => !url.startsWith('file:')), violations, stops, ...loaded }));
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
})().catch(error => { console.error(error); process.exit(1); });
