// My week: totals follow what is typed. The server works them out too; nothing here is saved.
"use strict";

const table = document.querySelector("[data-week]");

function minutesOf(text) {
  const found = /^(?:(\d{1,2}):)?(\d{1,4})$/.exec(text.trim());
  return found ? Number(found[1] || 0) * 60 + Number(found[2]) : 0;
}

function inHours(minutes) {
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ") || "—";
}

function addUp() {
  const days = Array(7).fill(0);
  for (const row of table.tBodies[0].rows) {
    let sum = 0;
    for (const cell of row.querySelectorAll("[data-day]")) {
      const minutes = cell.value === undefined ? Number(cell.dataset.minutes) : minutesOf(cell.value);
      days[Number(cell.dataset.day)] += minutes;
      sum += minutes;
    }
    row.querySelector("[data-row-total] output").textContent = inHours(sum);
  }
  days.forEach((sum, day) => { table.querySelector(`[data-total="${day}"] output`).textContent = inHours(sum); });
  table.querySelector('[data-total="all"] output').textContent = inHours(days.reduce((all, sum) => all + sum, 0));
}

// Up and down move through the rows of a day; Enter saves, as in any form.
function move(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || event.target.dataset.day === undefined) return;
  const cells = [...table.querySelectorAll(`input[data-day="${event.target.dataset.day}"]`)];
  const next = cells[cells.indexOf(event.target) + step];
  if (next) { event.preventDefault(); next.focus(); next.select(); }
}

if (table) {
  table.addEventListener("input", addUp);
  table.addEventListener("keydown", move);
  addUp();
}
