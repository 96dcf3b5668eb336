// The example `report` in a browser: node browser.js FOLDER, as tests/report/run calls it.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const folder = path.resolve(process.argv[2]);
const address = (file) => pathToFileURL(path.join(folder, file)).href;
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
// Words of the tests to run; all without.
const wanted = process.argv.slice(3).join(" ");
const FLOOD = "readme--flood.html";

const tests = [];
const test = (name, run, options = {}) => tests.push({ name, run, options });

const shown = (page) => page.locator("#blocks > .b:visible").count();
const all = (page) => page.locator("#blocks > .b").count();
const current = (page) => page.evaluate(() => document.querySelector("[aria-current]")?.id);
const panel = (page) => page.locator("#panel").innerText();

test("a report opens and explains its first block", async (page) => {
  await page.goto(address(FLOOD));
  assert.equal(await all(page), 22);
  assert.match(await panel(page), /− Removed: navigation\s+Links to other parts of the site\./);
  assert.ok(await page.locator("#bars li").count() > 5);
});

test("a block under the pointer is explained, and nothing moves", async (page) => {
  await page.goto(address(FLOOD));
  const places = () => page.evaluate(() => [...document.querySelectorAll("#blocks > .b, #side, #controls")].map((it) => {
    const { x, y, width, height } = it.getBoundingClientRect();
    return [x, y, width, height].map(Math.round).join(" ");
  }));
  const before = await places();
  await page.hover("#b8");
  assert.match(await panel(page), /\+ Kept: body/);
  assert.match(await panel(page), /probability \.\d\d is above the page's threshold \.\d\d, mostly because of/);
  const widths = await page.locator("#bars .fill").evaluateAll((fills) => fills.map((fill) => fill.getBoundingClientRect().width));
  assert.ok(widths[0] > 10 && widths.every((width, at) => at === 0 || width <= widths[at - 1] + 0.5), "the strongest reason first");
  await page.hover("#b7");
  assert.match(await panel(page), /A rule decides: .* certainly “caption”, and that goes out whatever its probability\. By the evidence alone/);
  assert.deepEqual(await places(), before);
  await page.hover("h1");
  assert.match(await panel(page), /navigation/, "back to the block that was chosen");
  await page.click("#b8");
  await page.hover("h1");
  assert.match(await panel(page), /\+ Kept: body/);
  assert.match(page.url(), /#b8$/);
});

test("labels, verdicts and search filter the blocks", async (page) => {
  await page.goto(address(FLOOD));
  const total = await all(page);
  for (const label of await page.locator("#labels label").all()) {
    const name = await label.locator("span").innerText();
    const counted = (await label.locator("b").allInnerTexts()).reduce((sum, text) => sum + Number(text.replace(/\D/g, "") || 0), 0);
    assert.equal(await page.locator(`#blocks > [data-l="${name}"]`).count(), counted, name);
    await label.click();
    assert.equal(await shown(page), total - counted, name);
    assert.equal(await page.locator("#shown").innerText(), `${total - counted} of ${total}`);
    await label.click();
  }
  await page.click("#none");
  assert.equal(await shown(page), 0);
  assert.ok(await page.locator("#nothing").isVisible());
  await page.click("#nothing .reset");
  assert.equal(await shown(page), total);

  const [kept, removed] = await Promise.all(["kept", "removed"].map((name) => page.locator(`#blocks > .${name}`).count()));
  await page.click(".choice .kept");
  assert.equal(await shown(page), kept);
  await page.click(".choice .removed");
  assert.equal(await shown(page), removed);
  assert.ok(await page.locator(".choice .removed").innerText().then((text) => text.includes(String(removed))));
  await page.click(".choice .all");

  await page.fill("#search", "BRIDGE");
  const found = await page.locator("#blocks > .b:visible").allInnerTexts();
  assert.ok(found.length > 0 && found.length < total && found.every((text) => /bridge/i.test(text)));
  assert.ok(await page.evaluate(() => CSS.highlights.get("found").size) > 0);
  await page.fill("#search", "");
  assert.equal(await shown(page), total);
});

test("doubtful blocks come first", async (page) => {
  await page.goto(address("carousel--before-body-text.html"));
  const order = () => page.locator("#blocks > .b").evaluateAll((rows) => rows.map((row) => Number(row.id.slice(1))));
  const before = await order();
  await page.click(".toggle");
  const doubts = await page.locator("#blocks > .b").evaluateAll((rows) => rows.map((row) => row.dataset.d === undefined ? Infinity : Number(row.dataset.d)));
  assert.deepEqual(doubts, [...doubts].sort((a, b) => a === b ? 0 : a - b));
  assert.ok(doubts[0] < 1 && doubts.includes(Infinity));
  await page.click(".toggle");
  assert.deepEqual(await order(), before);
});

test("everything can be done with keys", async (page) => {
  await page.goto(address(FLOOD));
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  await press("j", "j", "ArrowDown");
  assert.equal(await current(page), "b3");
  assert.equal(await page.evaluate(() => document.activeElement.id), "b3");
  assert.match(page.url(), /#b3$/);
  await press("k", "ArrowUp");
  assert.equal(await current(page), "b1");
  await press("n");
  assert.match(await page.locator("[aria-current]").getAttribute("class"), /kept/);
  await press("End");
  assert.equal(await current(page), "b21");
  await press("Home", "/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("jd bell");
  assert.equal(await page.inputValue("#search"), "jd bell", "letters are letters in the search box");
  await press("Escape");
  assert.equal(await page.inputValue("#search"), "");
  assert.equal(await page.evaluate(() => document.activeElement.className.split(" ")[0]), "b");
  await press("d");
  assert.ok(await page.isChecked("#doubtful"));
  await press("Escape");
  assert.ok(!await page.isChecked("#doubtful"));
  // Everything else is reached with the tabulator, and the list is one stop.
  const stops = new Set();
  await page.goto(address(FLOOD));
  for (let at = 0; at < 60; at += 1) {
    await press("Tab");
    stops.add(await page.evaluate(() => {
      const { id, tagName, name, value } = document.activeElement;
      return id || `${tagName} ${name || value || document.activeElement.textContent.slice(0, 20)}`;
    }));
  }
  for (const stop of ["theme", "search", "every", "none", "doubtful", "INPUT verdict", "INPUT body"]) assert.ok(stops.has(stop), `${stop}: ${[...stops]}`);
  assert.equal([...stops].filter((stop) => /^b\d+$/.test(stop)).length, 1);
  await page.focus("[name=verdict]");
  await press("ArrowRight");
  assert.equal(await page.inputValue("[name=verdict]:checked"), "kept");
});

test("an address leads to a block, even to a hidden one", async (page) => {
  await page.goto(address(FLOOD) + "#b14");
  assert.equal(await current(page), "b14");
  assert.ok(await page.locator("#b14").evaluate((row) => { const { top, bottom } = row.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }));
  await page.click(".choice .kept");
  await page.evaluate(() => { location.hash = "#b10"; });
  await page.waitForFunction(() => document.querySelector("[aria-current]").id === "b10");
  assert.ok(await page.locator("#b10").isVisible());
  await page.click("#media summary");
  await page.locator("#media a").first().click();
  await page.waitForFunction(() => document.querySelector("[aria-current]").id !== "b10");
});

test("the map leads to blocks and shows what is on the screen", async (page) => {
  await page.goto(address(FLOOD));
  const box = await page.locator("#map").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.6);
  await page.waitForFunction(() => location.hash !== "");
  const block = Number((await current(page)).slice(1));
  assert.ok(block > 5 && block < 18, String(block));
  const place = () => page.locator("#view").getAttribute("y").then(Number);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(100);
  const top = await place();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(100);
  assert.ok(await place() > top);
  // Lanes stay inside the picture.
  assert.ok(await page.locator("#map .lane").evaluateAll((lanes) => lanes.every((lane) => { const { x, width } = lane.getBBox(); return x >= 0 && x + width <= 101; })));
});

// Contrast as WCAG 2.1 defines it; 4.5 is its level AA for text.
const contrasts = (page) => page.evaluate(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => { for (let at = element; at; at = at.parentElement) { const colour = rgba(getComputedStyle(at).backgroundColor); if (colour[3] > 200) return colour; } return [255, 255, 255, 255]; };
  const least = {};
  for (const selector of [".t", ".l b", ".y", ".y b", ".n", "small", "dt", "#verdict", "#because", ".name", ".value", "#labels b", "th", "td", "a", ".file"]) {
    for (const element of [...document.querySelectorAll(selector)].filter((it) => it.offsetParent).slice(0, 60)) {
      const [one, other] = [light(rgba(getComputedStyle(element).color)), light(ground(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      least[selector] = Math.min(least[selector] ?? 99, ratio);
    }
  }
  return least;
});
for (const colorScheme of ["light", "dark"]) {
  test(`text is legible in ${colorScheme}`, async (page) => {
    for (const file of [FLOOD, "carousel--before-body-text.html", "index.html"]) {
      await page.goto(address(file));
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(ground === "rgb(255, 255, 255)", colorScheme === "light");
      for (const [selector, ratio] of Object.entries(await contrasts(page))) assert.ok(ratio >= 4.5, `${file} ${selector} ${ratio.toFixed(2)}`);
      await page.click("#theme");
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      await page.click("#theme");
      await page.evaluate(() => localStorage.clear());
    }
  }, { colorScheme });
}

test("verdicts are told without colour too", async (page) => {
  await page.goto(address(FLOOD));
  for (const [verdict, sign] of [["kept", "+"], ["removed", "−"]]) {
    const signs = await page.locator(`#blocks > .${verdict} .s`).allInnerTexts();
    assert.ok(signs.length > 0 && signs.every((text) => text === sign));
  }
});

test("on a phone nothing is cut off, and a tap explains", async (page) => {
  for (const file of [FLOOD, "carousel--before-body-text.html", "index.html", "hostile.html"]) {
    await page.goto(address(file));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), file);
  }
  await page.goto(address(FLOOD));
  assert.ok(!await page.locator("#panel").isVisible());
  await page.tap("#b9");
  assert.match(await panel(page), /\+ Kept: body/);
  assert.ok(await page.locator("#b9").evaluate((row) => row.getBoundingClientRect().top < document.querySelector("#panel").getBoundingClientRect().top));
  await page.tap("#close");
  assert.ok(!await page.locator("#panel").isVisible());
}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on paper there are the blocks, metadata and media", async (page) => {
  await page.goto(address(FLOOD));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  for (const [selector, visible] of [["#b9", true], ["#metadata table", true], ["#media table", true], ["#panel", false], ["#controls", false], ["#side", false]]) {
    assert.equal(await page.locator(selector).isVisible(), visible, selector);
  }
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
}, { colorScheme: "dark" });

test("without scripts every block has its reasons", async (page) => {
  await page.goto(address(FLOOD));
  assert.equal(await shown(page), 22);
  assert.match(await page.locator("#b9").innerText(), /\+\s*body[^]*\.\d\d best-container/);
  assert.ok(!await page.locator("#panel").isVisible());
}, { javaScriptEnabled: false });

test("a hostile page is text", async (page) => {
  await page.goto(address("hostile.html"));
  await page.click("#metadata summary");
  await page.click("#media summary");
  for (const row of await page.locator("#blocks > .b").all()) await row.hover();
  assert.equal(await page.evaluate(() => window.caught), undefined);
  const text = await page.locator("body").innerText();
  for (const words of ["<script>window.caught=7</script>", "</div></li><script>window.caught=8</script>", "⟦U+202E⟧thgir ot tfel⟦U+202C⟧"]) {
    assert.ok(text.includes(words), words);
  }
  assert.equal(await page.locator("script, style").count(), 2);
});

test("a page of 100,000 blocks opens, and says what is left out", async (page) => {
  assert.ok(fs.statSync(path.join(folder, "large.html")).size < 8 << 20);
  await page.goto(address("large.html"));
  assert.ok(await all(page) <= 5000);
  assert.match(await page.locator(".gap").first().innerText(), /[\d,]+ blocks? left out here to keep this file small/);
  await page.click(".choice .kept");
  assert.ok(await shown(page) >= 1);
});

test("the index shows the worst pages first and leads to each", async (page) => {
  await page.goto(address("index.html"));
  const rows = page.locator("#pages tbody tr");
  const count = await rows.count();
  const values = (column) => rows.evaluateAll((rows, column) => rows.map((row) => Number(row.cells[column].dataset.v)), column);
  const confidences = await values(2);
  assert.deepEqual(confidences, [...confidences].sort((a, b) => a - b));
  for (const link of await page.locator("#pages a, #scatter a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    assert.ok(fs.existsSync(path.join(folder, link)), link);
  }
  assert.equal(await page.locator("#scatter a").count(), count);
  await page.click("#pages th:nth-child(6) button");
  const blocks = await values(5);
  assert.deepEqual(blocks, [...blocks].sort((a, b) => a - b));
  await page.click("#pages th:nth-child(6) button");
  assert.deepEqual(await values(5), blocks.reverse());

  const box = page.locator("#controls label", { hasText: "article" }).first();
  const articles = Number((await box.locator("b").innerText()).replace(/\D/g, ""));
  await box.click();
  assert.equal(await page.locator("#pages tbody tr:visible").count(), count - articles);
  assert.equal(await page.locator("#scatter a:visible").count(), count - articles);
  await box.click();
  await page.fill("#search", "readme--flood");
  assert.equal(await page.locator("#pages tbody tr:visible").count(), 1);
  await page.locator("#pages tbody tr:visible").hover();
  assert.equal(await page.locator("#scatter a.lit").count(), 1);
  await page.click("#pages tbody tr:visible >> a");
  assert.match(await page.locator("h1").innerText(), /Lower town/);
  await page.click(".back");
  assert.match(page.url(), /index\.html$/);
  await page.locator("#scatter a").first().evaluate((point) => point.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
  await page.waitForURL((url) => !url.href.endsWith("index.html"));
  await page.goto(address("index.html"));
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.href.endsWith("index.html"));
});

test("reports of all kinds of pages open", async (page) => {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".html") && file !== "large.html");
  for (const file of files.filter((_, at) => at % 4 === 0)) {
    await page.goto(address(file));
    assert.equal(await page.locator("#theme").innerText(), "Dark", file);
  }
});

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ARGUMENTS });
  let failed = 0;
  const chosen = tests.filter(({ name }) => name.includes(wanted));
  for (const { name, run, options } of chosen) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("request", (request) => { if (!request.url().startsWith("file:")) complaints.push(`request: ${request.url()}`); });
    page.setDefaultTimeout(120000);
    try {
      await run(page);
      assert.deepEqual(complaints, [], "errors in the console, or requests");
      console.log(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n${error.stack || error}\n${complaints.join("\n")}`);
    }
    await context.close();
  }
  await browser.close();
  console.log(`report in a browser: ${chosen.length - failed} of ${chosen.length} passed`);
  process.exit(failed ? 1 : 0);
})();
