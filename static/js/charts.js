// Draws the plots of components/chart.html from the data beside them; the table stays, folded, and prints.
"use strict";

const drawn = new Map(), SIZE = Chart.defaults.font.size;

// A colour of the style sheet as the page shows it now: light or dark, by the reader's choice.
function color(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function text(value, unit) {
  const shown = new Intl.NumberFormat(`${document.documentElement.lang}-US`, { maximumFractionDigits: 2 }).format(value);
  return unit === "%" ? `${shown} %` : `${shown} ${unit}`;
}

// Long labels break between words, so that none is cut off.
function broken(label, most) {
  const lines = [""];
  for (const word of label.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + 1 + word.length > most) lines.push("");
    lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}

function dataset(one) {
  return {
    label: one.label, data: one.values, backgroundColor: color(`--chart-${one.color}`), borderColor: color("--surface"),
    borderWidth: 1, borderRadius: 3, maxBarThickness: 34,
  };
}

// How many letters of a label stand in one line.
function widest(plot, width) {
  return plot.sideways ? (width < 500 ? 16 : 34) : Math.max(7, Math.floor(width / plot.labels.length / 10));
}

function options(plot, width) {
  const ink = color("--ink"), soft = color("--soft"), line = color("--line"), most = widest(plot, width);
  const values = { beginAtZero: true, stacked: plot.stacked, grid: { color: line }, ticks: { color: soft, precision: 0 }, title: { display: true, text: plot.unit, color: soft } };
  const labels = { stacked: plot.stacked, grid: { display: false }, ticks: { color: ink, autoSkip: !plot.sideways && width / plot.labels.length < 34, maxRotation: 0, callback: (_value, at) => broken(plot.labels[at], most) } };
  return {
    animation: false, responsive: true, maintainAspectRatio: false, indexAxis: plot.sideways ? "y" : "x",
    interaction: { mode: "index", intersect: false, axis: plot.sideways ? "y" : "x" },
    scales: plot.sideways ? { x: values, y: labels } : { x: labels, y: values },
    plugins: {
      legend: { display: plot.series.length > 1, position: "bottom", labels: { color: ink, boxWidth: 14 } },
      tooltip: {
        backgroundColor: ink, titleColor: color("--page"), bodyColor: color("--page"), displayColors: false,
        callbacks: { label: (item) => `${item.dataset.label}: ${text(item.raw, plot.unit)}` },
      },
    },
  };
}

// The number that a cell of a table says, minutes as hours; null where it says none.
function numberOf(cell) {
  const text = cell.textContent.trim(), time = /^(?:([\d,]+) h)?\s?(?:(\d+) min)?$/.exec(text);
  if (text && time) return Number((time[1] ?? "0").replaceAll(",", "")) + Number(time[2] ?? 0) / 60;
  const number = text.replace(/[,$%]/g, "").replace("\u2212", "-");
  return number && Number.isFinite(Number(number)) ? Number(number) : null;
}

// What is to be drawn; labels and values that the table has are read from it.
function plotOf(figure) {
  const plot = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const rows = [...figure.querySelectorAll("tbody tr")];
  plot.labels ??= rows.map((row) => row.cells[0].textContent.trim());
  for (const one of plot.series) one.values ??= rows.map((row) => numberOf(row.cells[one.column]));
  return plot;
}

// How high a plot is, in rem: bars side by side have room, and so have labels of several lines.
function height(plot, width) {
  const bars = plot.stacked || plot.series.length === 1 ? 1 : plot.series.length;
  const lines = Math.max(...plot.labels.map((label) => broken(label, widest(plot, width)).length));
  return plot.sideways ? 6 + plot.labels.length * Math.max(bars * 1.6, lines + 1, width < 500 ? 2.6 : 1.9) : 19;
}

function draw(figure) {
  const plot = plotOf(figure);
  const box = figure.querySelector(".chart-plot"), canvas = box.querySelector("canvas");
  box.hidden = false;
  box.style.height = `${height(plot, box.clientWidth)}rem`;
  const family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.family = family;
  const chart = new Chart(canvas, {
    type: "bar",
    data: { labels: plot.labels, datasets: plot.series.map(dataset) },
    options: options(plot, box.clientWidth),
  });
  canvas.addEventListener("keydown", (event) => step(event, chart, plot));
  canvas.addEventListener("focus", () => { if (canvas.matches(":focus-visible") && !chart.getActiveElements().length) show(chart, plot, 0); });
  canvas.addEventListener("blur", () => hide(chart));
  figure.querySelector("details").open = false;
  drawn.set(chart, plot);
}

// The keyboard sees exact values from the moment it gets here; arrow keys walk along the labels.
function step(event, chart, plot) {
  const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const count = plot.labels.length, held = chart.getActiveElements()[0];
  show(chart, plot, held ? (held.index + way + count) % count : way > 0 ? 0 : count - 1);
}

// The values at one label, beside the plot and read out.
function show(chart, plot, index) {
  const active = plot.series.map((_one, datasetIndex) => ({ datasetIndex, index }));
  chart.setActiveElements(active);
  chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
  chart.update();
  const values = plot.series.filter((one) => one.values[index] !== null).map((one) => `${one.label} ${text(one.values[index], plot.unit)}`);
  document.getElementById("live").textContent = [plot.labels[index], ...values].join(", ");
}

function hide(chart) {
  chart.setActiveElements([]);
  chart.tooltip.setActiveElements([], { x: 0, y: 0 });
  chart.update();
}

function repaint() {
  for (const [chart, plot] of drawn) {
    chart.data.datasets.forEach((one, at) => Object.assign(one, dataset(plot.series[at])));
    chart.options = options(plot, chart.width);
    chart.update("none");
  }
}

for (const figure of document.querySelectorAll("[data-chart]")) draw(figure);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);

// Paper is white, and numbers are printed under each plot. Plots are drawn anew for it: a wide one that is made to fit
// would have labels too small to read, and a long one has to end on its page.
const PAPER = 620, HIGH = 860, ROW = 24, LETTERS = 10;
function paperHeight(plot) {
  if (!plot.sideways) return 200;
  return Math.min(HIGH, 90 + plot.labels.length * Math.max(ROW, plot.stacked ? 0 : plot.series.length * 12));
}
let before = null;
addEventListener("beforeprint", () => {
  before = [document.documentElement.dataset.theme, [...document.querySelectorAll(".chart-table:not([open])")]];
  document.documentElement.dataset.theme = "light";
  for (const table of before[1]) table.open = true;
  Chart.defaults.font.size = LETTERS;
  for (const [chart, plot] of drawn) chart.resize(PAPER, paperHeight(plot));
  repaint();
});
addEventListener("afterprint", () => {
  if (!before) return;
  if (before[0]) document.documentElement.dataset.theme = before[0];
  else delete document.documentElement.dataset.theme;
  for (const table of before[1]) table.open = false;
  before = null;
  Chart.defaults.font.size = SIZE;
  for (const chart of drawn.keys()) chart.resize();
  repaint();
});
