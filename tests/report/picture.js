// The README's picture of a report: node picture.js REPORT PICTURE, as `tests/report/run picture` calls it.
"use strict";
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

(async () => {
  const [report, picture] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 1200, height: 1040 }, colorScheme: "light" });
  await page.goto(pathToFileURL(report).href);
  await page.click("#b10 .t");
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(200);
  await page.screenshot({ path: picture });
  await browser.close();
})();
