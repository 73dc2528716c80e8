// How long Chromium takes from the address to a page that is laid out and painted, in milliseconds, five times.
//   node load.js <chromium> <page.html>
'use strict';
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

(async () => {
  const [executablePath, file] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const times = [];
    for (let i = 0; i < 5; i++) {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      const start = process.hrtime.bigint();
      await page.goto(pathToFileURL(file).href, { timeout: 120000 });
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      times.push(Number((process.hrtime.bigint() - start) / 1000000n));
      await page.close();
    }
    console.log(times.join(' '));
  } finally {
    await browser.close();
  }
})().catch(error => { console.error(error); process.exit(1); });
