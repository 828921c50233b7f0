// Puts what ask.mjs measured together: a line for each address, the worst last.
import { readFileSync, readdirSync } from "node:fs";

const [limitCold, limitWarm] = [1000, 100];
const rounds = readdirSync(process.argv[2]).map(f => JSON.parse(readFileSync(`${process.argv[2]}/${f}`, "utf8")));
const quantile = (numbers, q) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.ceil(q * numbers.length) - 1)];
const lines = Object.keys(rounds[0].first).map(name => {
  const cold = rounds.map(r => r.first[name]).filter(t => t !== undefined);
  const warm = rounds.flatMap(r => r.warm[name] ?? []);
  return { name, cold: Math.max(...cold), median: warm.length ? quantile(warm, 0.5) : NaN, p99: warm.length ? quantile(warm, 0.99) : NaN };
}).sort((a, b) => a.p99 - b.p99);
const ms = t => (Number.isNaN(t) ? "-" : t.toFixed(1)).padStart(9);
console.log(`${"".padEnd(42)}${"cold max".padStart(9)}${"warm p50".padStart(9)}${"warm p99".padStart(9)}   ms`);
for (const l of lines) console.log(`${l.name.padEnd(42)}${ms(l.cold)}${ms(l.median)}${ms(l.p99)}${l.cold > limitCold || l.p99 > limitWarm ? "   over" : ""}`);
const all = rounds.flatMap(r => Object.values(r.warm).flat());
console.log(`${lines.length} addresses, ${all.length} warm answers: p99 ${quantile(all, 0.99).toFixed(1)} ms (target ${limitWarm}); `
  + `worst p99 of an address ${Math.max(...lines.map(l => l.p99 || 0)).toFixed(1)} ms; slowest cold answer ${Math.max(...lines.map(l => l.cold)).toFixed(0)} ms (target ${limitCold})`);
