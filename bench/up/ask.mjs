// Asks a living workspace for everything that its pages ask for, again and again, and tells how long the answers took.
// node ask.mjs ADDRESS SECONDS PROCESS
import { readFileSync } from "node:fs";

const [address, seconds, pid] = process.argv.slice(2);
const get = async (path) => {
  const answer = await fetch(address + path);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
  return JSON.parse(text);
};
const cpuSeconds = () => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100; // ticks of 10 ms: user, system
};
const worldSeconds = async () => Date.parse((await get("/api/world")).time) / 1000;
const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);

const panels = (await get("/api/panels")).filter((p) => p.available && p.parameters.every((q) => q.optional)).map((p) => `/api/panels/${p.id}`);
const paths = [...panels, "/api/live/trucks", "/api/live/alerts", "/api/world", "/api/runs", "/api/models", "/api/tables"];
const took = new Map(paths.map((path) => [path, []]));
const [began, world, cpu] = [performance.now(), await worldSeconds(), cpuSeconds()];
let lag = 0;
while (performance.now() - began < seconds * 1000) {
  for (const path of paths) {
    const from = performance.now();
    const answer = await get(path);
    took.get(path).push(performance.now() - from);
    if (path === "/api/world") lag = Math.max(lag, answer.lag / answer.speed);
  }
  await new Promise((done) => setTimeout(done, 250)); // a page waits between two looks as well
}

const passed = (performance.now() - began) / 1000;
const all = [...took.values()].flat().sort((a, b) => a - b);
const slowest = [...took].map(([path, times]) => [path, Math.max(...times)]).sort((a, b) => b[1] - a[1]).slice(0, 3);
console.log(`${all.length} answers of ${panels.length} panels and ${paths.length - panels.length} others: p50 ${share(all, 0.5)} ms, p99 ${share(all, 0.99)} ms, slowest ${all.at(-1).toFixed(0)} ms`);
console.log(`slowest: ${slowest.map(([path, time]) => `${path} ${time.toFixed(0)} ms`).join(", ")}`);
console.log(`the world went ${(((await worldSeconds()) - world) / passed).toFixed(0)} seconds in a second; it waited ${lag.toFixed(1)} s at the most`);
console.log(`the process took ${((cpuSeconds() - cpu) / passed).toFixed(2)} processors and ${(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024).toFixed(0)} MB`);
